package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A person starts a procedure, or sees what that would do: the one way in which {@code run} and {@code failback} do it. */
final class ProcedureStart {

    @Option(names = "--by", paramLabel = "NAME", description = "Who starts it, where the token does not say it.")
    @Nullable
    String by;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why, for the record.")
    @Nullable
    String note;

    @Option(
            names = "--dry-run",
            description = "Only say what it would do now, and whether all that it needs is there: as 'lifeboat plan'.")
    boolean dryRun;

    @Option(names = "--json", description = "For a machine.")
    boolean json;

    /** @return the exit status */
    int start(RecoveryClient client, String procedure, @Nullable String target, PrintWriter out) {
        if (dryRun) {
            return PlanText.show(client, procedure, target, json, out);
        }
        JsonNode begun = client.post(
                "/api/v1/procedures/" + RecoveryClient.encoded(procedure) + "/runs",
                RecoveryClient.JSON
                        .createObjectNode()
                        .put("target", target)
                        .put("by", by)
                        .put("note", note));
        if (json) {
            out.println(begun);
        } else {
            out.printf(
                    "%s runs%s: lifeboat incident %s --follow%n",
                    procedure,
                    target == null ? "" : " on " + target,
                    begun.path("incident").asText());
        }
        return 0;
    }
}
