package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A plan, for a person or a machine: what {@code plan} shows, and {@code --dry-run}. */
final class PlanText {

    /** Every look has its own limit, well below this. */
    private static final Duration WITHIN = Duration.ofSeconds(45);

    private PlanText() {}

    /** @return the exit status: 0 if all that it needs is there, else 1 */
    static int show(RecoveryClient client, String procedure, @Nullable String target, boolean json, PrintWriter out) {
        JsonNode plan = client.get(
                "/api/v1/procedures/" + RecoveryClient.encoded(procedure) + "/plan"
                        + (target == null ? "" : "?target=" + RecoveryClient.encoded(target)),
                WITHIN);
        if (json) {
            out.println(plan);
        } else {
            print(plan, out);
        }
        return plan.path("good").asBoolean() ? 0 : 1;
    }

    private static void print(JsonNode plan, PrintWriter out) {
        out.printf(
                "%s on %s: what it would do now. Nothing is done.%nprocedure's hash %s%n",
                plan.path("procedure").asText(),
                plan.path("target").asText(),
                plan.path("hash").asText());
        plan.path("conditions").forEach(finding -> check(finding, out));
        String phase = "";
        int number = 0;
        for (JsonNode step : plan.path("steps")) {
            if (!step.path("phase").asText().equals(phase)) {
                phase = step.path("phase").asText();
                out.printf("%n%s%s%n", phase, remark(phase));
            }
            print(++number, step, out);
        }
        long missing = missing(plan);
        out.println();
        out.println(missing == 0 ? "all that it needs is there" : missing + " NOT GOOD: see above");
    }

    private static void print(int number, JsonNode step, PrintWriter out) {
        out.printf(
                "  %2d. %s%s: %s%n      %s%n      %s, within %s, on failure %s%n",
                number,
                step.path("step").asText(),
                step.path("parallel").asBoolean() ? " (beside others)" : "",
                step.path("title").asText(),
                step.path("does").asText(),
                step.path("effect").asText(),
                step.path("timeout").asText(),
                step.path("onFailure").asText());
        if (step.path("when").isTextual()) {
            out.printf("      only when %s%n", step.path("when").asText());
        }
        step.path("checks").forEach(finding -> check(finding, out));
    }

    private static void check(JsonNode finding, PrintWriter out) {
        out.printf(
                "      %-3s %s: %s%n",
                finding.path("good").asBoolean() ? "ok" : "NOT",
                finding.path("what").asText(),
                finding.path("detail").asText());
    }

    private static String remark(String phase) {
        return switch (phase) {
            case "alternative" -> " (only if the recovery, or its verification, does not work)";
            case "compensate" -> " (only if what was done is to be taken back)";
            default -> "";
        };
    }

    private static long missing(JsonNode plan) {
        long missing = 0;
        for (JsonNode finding : plan.path("conditions")) {
            missing += finding.path("good").asBoolean() ? 0 : 1;
        }
        for (JsonNode step : plan.path("steps")) {
            for (JsonNode finding : step.path("checks")) {
                missing += finding.path("good").asBoolean() ? 0 : 1;
            }
        }
        return missing;
    }
}
