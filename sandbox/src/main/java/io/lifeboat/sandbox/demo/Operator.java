package io.lifeboat.sandbox.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.event.IncidentEvent.HumanAsked;
import io.lifeboat.sandbox.Disaster;
import io.lifeboat.sandbox.process.HttpCall;
import io.lifeboat.sandbox.process.Json;
import io.lifeboat.sandbox.stack.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The people of a demo, where the plan leaves something to them: they answer as anybody would, over the recovery service's API. */
public final class Operator {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AWAY = Duration.ofSeconds(60);
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final int CONFLICT = 409;
    private static final String NAME = "demo-operator";

    private final Run run;
    private final Consumer<String> says;

    /** @param says is told what they do, before they do it */
    public Operator(Run run, Consumer<String> says) {
        this.run = run;
        this.says = says;
    }

    /** @return the incident that the run is on the record as */
    public String begin(String procedure, String target) {
        says.accept("lifeboat run " + procedure + " --target " + target + " --by " + NAME);
        return post("/api/v1/procedures/" + procedure + "/runs", Json.object().put("target", target))
                .path("incident")
                .asText();
    }

    public void answer(HumanAsked asked) {
        String path =
                "/api/v1/runs/" + asked.step().run() + "/steps/" + asked.step().name();
        if (asked.step().name().startsWith("approve-")) {
            says.accept("lifeboat approve " + asked.step().run() + " "
                    + asked.step().name() + " --by " + NAME);
            post(path + "/approval", Json.object().put("approved", true));
            return;
        }
        String note = switch (asked.step().name()) {
            case "identify-breach" -> {
                run.sandbox().mend(Disaster.BREACH);
                yield "guessed API tokens; the API's secret and configuration are compromised; removed scripts/.cache.sh and restored run_api_server.py";
            }
            case "implement-controls" -> "tokens expire, and logins by password are off";
            case "notify-users" -> "users and the authority are told";
            default ->
                throw new IllegalStateException("nobody has told the demo what to answer to "
                        + asked.step().name() + ": " + asked.question());
        };
        says.accept("lifeboat answer " + asked.step().run() + " " + asked.step().name() + " done --by " + NAME
                + " --note '" + note + "'");
        post(path + "/answer", Json.object().put("answer", "done").put("note", note));
    }

    /** A service that is away for a moment is told again; what it has taken before it went it does not take twice. */
    private ObjectNode post(String path, ObjectNode body) {
        long deadline = System.nanoTime() + AWAY.toNanos();
        boolean taken = false;
        while (true) {
            try {
                HttpCall.Answer answer = HttpCall.call(
                        "POST",
                        run.stack()
                                .service(Service.RECOVERY)
                                .url()
                                .resolve(path)
                                .toString(),
                        body.put("by", NAME),
                        PATIENCE,
                        Map.of("Authorization", "Bearer " + run.layout().operatorToken()));
                if (answer.status() / 100 == 2 || (taken && answer.status() == CONFLICT)) {
                    return answer.body();
                }
                throw new IllegalStateException(
                        "the recovery service can't be told: answers " + answer.status() + ": " + answer.body());
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new UncheckedIOException("the recovery service can't be told: " + e.getMessage(), e);
                }
                taken = true;
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }
}
