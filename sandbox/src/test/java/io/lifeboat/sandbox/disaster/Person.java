package io.lifeboat.sandbox.disaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.event.IncidentEvent;
import io.lifeboat.sandbox.process.HttpCall;
import io.lifeboat.sandbox.process.Json;
import io.lifeboat.sandbox.stack.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Somebody who looks at the hosts before answering: what was done is done, what was not is to be done now. */
final class Person {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int CONFLICT = 409;

    private final LifeboatExtension lifeboat;
    private final AtomicBoolean over;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    Person(LifeboatExtension lifeboat, AtomicBoolean over) {
        this.lifeboat = lifeboat;
        this.over = over;
    }

    /** Each step with the answer that it got. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** How often somebody has had a step done again. */
    long repeats(String step) {
        return asked.stream().filter((step + " retry")::equals).count();
    }

    void answerUntilOver() {
        Set<IncidentEvent.HumanAsked> answered = new HashSet<>();
        while (!over.get()) {
            await().atMost(PATIENCE)
                    .until(() -> over.get() || !answered.containsAll(lifeboat.events(IncidentEvent.HumanAsked.class)));
            lifeboat.events(IncidentEvent.HumanAsked.class).stream()
                    .filter(answered::add)
                    .forEach(this::answer);
        }
    }

    private void answer(IncidentEvent.HumanAsked question) {
        String answer = words(question.step().name());
        asked.add(question.step().name() + " " + answer);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> over.get() || told(question, answer));
    }

    /** False while the service is away. What it has taken before it was killed it does not take again. */
    private boolean told(IncidentEvent.HumanAsked question, String words) {
        String step = question.step().name();
        try {
            HttpCall.Answer answer = HttpCall.call(
                    "POST",
                    lifeboat.run()
                            .stack()
                            .service(Service.RECOVERY)
                            .url()
                            .resolve("/api/v1/runs/" + question.step().run() + "/steps/" + step + "/answer")
                            .toString(),
                    Json.object().put("answer", words).put("by", "Ada").put("note", "looked at the host"),
                    Duration.ofSeconds(5),
                    Map.of("Authorization", "Bearer " + lifeboat.run().layout().operatorToken()));
            assertThat(answer.status() / 100 == 2 || answer.status() == CONFLICT)
                    .as("%s: %s", answer.status(), answer.body())
                    .isTrue();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String words(String step) {
        try {
            return HostCommands.of(lifeboat.run().sandbox()).times(step) > 0 ? "done" : "retry";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
