package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Asks again and again. A service that was there and is away, because it restarts or its database does, is waited for. */
final class Following {

    private final RecoveryClient client;
    private final Duration every;
    private final PrintWriter err;

    /** @param err is told when the service goes and when it is back */
    Following(RecoveryClient client, Duration every, PrintWriter err) {
        this.client = client;
        this.every = every;
        this.err = err;
    }

    /**
     * @param each is given every answer
     * @param last whether an answer is the last
     * @return the last
     * @throws IllegalStateException if the service refuses, or has not answered at all
     */
    JsonNode follow(String path, Consumer<JsonNode> each, Predicate<JsonNode> last) throws InterruptedException {
        JsonNode answer = client.get(path);
        boolean away = false;
        while (true) {
            if (!away) {
                each.accept(answer);
                if (last.test(answer)) {
                    return answer;
                }
            }
            TimeUnit.NANOSECONDS.sleep(every.toNanos());
            try {
                answer = client.get(path);
                tell(away, "the service answers again");
                away = false;
            } catch (ServiceAwayException e) {
                tell(!away, e.getMessage() + " Waiting for it.");
                away = true;
            }
        }
    }

    private void tell(boolean news, String text) {
        if (news) {
            err.println("(" + text + ")");
            err.flush();
        }
    }
}
