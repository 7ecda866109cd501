package io.lifeboat.sandbox.disaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.event.IncidentEvent.HumanAsked;
import io.lifeboat.sandbox.Disaster;
import io.lifeboat.sandbox.SandboxHost;
import io.lifeboat.sandbox.demo.Operator;
import io.lifeboat.sandbox.process.HttpCall;
import io.lifeboat.sandbox.process.JournalFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The plan's scenario 5: somebody is in the house. */
class DataBreachDisaster {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final LifeboatExtension LIFEBOAT = new LifeboatExtension();

    @Test
    void shouldIsolateWhenAPersonApprovesAndBringBackOnlyWhatPeopleApprove() throws Exception {
        // given
        Operator operator = new Operator(LIFEBOAT.run(), text -> {});
        String baseline = operator.begin("integrity-baseline", "monitoring");
        awaitClosed(baseline);
        SandboxHost api = LIFEBOAT.run().sandbox().host("api-server");

        // when: somebody breaks in
        LIFEBOAT.run().sandbox().breakIt(Disaster.BREACH);

        // then: a person is asked, and until there is an answer nothing is done
        HumanAsked first = awaitAsked("approve-procedure");
        await().during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> started().equals(Set.of("approve-procedure")));
        assertThat(api.resolve("/etc/ufw/enabled")).doesNotExist();
        assertThat(left(api, Instant.EPOCH, "left")).isPositive();

        // when: it is approved, and every further question is answered
        operator.answer(first);
        answerAll(operator, first);

        // then: nothing has left the house since it was isolated
        Instant isolated = LIFEBOAT.events(IncidentEvent.StepSucceeded.class).stream()
                .filter(step -> step.step().name().equals("isolate-api-server"))
                .map(IncidentEvent.StepSucceeded::at)
                .findFirst()
                .orElseThrow();
        assertThat(left(api, isolated, "left")).isZero();
        assertThat(left(api, isolated, "held-back")).isPositive();

        // and: what was stolen is worth nothing
        Path stolen = LIFEBOAT.run().sandbox().work().resolve("stolen.token");
        assertThat(trades(api, Files.readString(stolen))).isEqualTo(401);

        // and: it was on the record which files they had changed
        assertThat(LIFEBOAT.events(IncidentEvent.StepFailed.class).stream()
                        .filter(step -> step.step().name().equals("compare-api-server")))
                .singleElement()
                .satisfies(step -> assertThat(step.reason())
                        .contains("1 changed", "run_api_server.py", "1 added", "scripts/.cache.sh"));

        // and: the API and the engine were down for long, and nobody but the procedure has brought them back
        assertThat(LIFEBOAT.events(IncidentEvent.Opened.class))
                .extracting(IncidentEvent.Opened::scenario)
                .containsExactly("integrity-baseline", "data-breach");
        assertThat(LIFEBOAT.events(FailureEvent.ScenarioDetected.class))
                .singleElement()
                .satisfies(detected -> assertThat(detected.evidence())
                        .extracting(Evidence::symptom)
                        .contains("unexpected-api-usage", "unusual-access", "security-alert"));
        assertThat(LIFEBOAT.events(FailureEvent.SymptomRecorded.class))
                .extracting(event -> event.evidence().symptom())
                .contains("trading-stopped", "mt5-disconnected");
        assertThat(LIFEBOAT.run().sandbox().verdict())
                .satisfies(
                        verdict -> assertThat(verdict.good()).as("%s", verdict).isTrue());
    }

    private static void answerAll(Operator operator, HumanAsked answered) {
        Set<String> done = new HashSet<>(Set.of(answered.step().toString()));
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    for (HumanAsked asked : LIFEBOAT.events(HumanAsked.class)) {
                        if (done.add(asked.step().toString())) {
                            operator.answer(asked);
                        }
                    }
                    return LIFEBOAT.events(IncidentEvent.Closed.class).size() == 2;
                });
        assertThat(LIFEBOAT.events(IncidentEvent.Recovered.class)).hasSize(2);
        assertThat(done)
                .anyMatch(step -> step.contains("approve-api"))
                .anyMatch(step -> step.contains("approve-trading"));
    }

    private static HumanAsked awaitAsked(String step) {
        return await().atMost(PATIENCE)
                .until(
                        () -> LIFEBOAT.events(HumanAsked.class).stream()
                                .filter(asked -> asked.step().name().equals(step))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static void awaitClosed(String incident) {
        await().atMost(PATIENCE)
                .until(() -> LIFEBOAT.events(IncidentEvent.Closed.class).stream()
                        .anyMatch(closed -> closed.incident().toString().equals(incident)));
    }

    /** Of the breach's own run. */
    private static Set<String> started() {
        List<IncidentEvent.Opened> opened = LIFEBOAT.events(IncidentEvent.Opened.class);
        return LIFEBOAT.events(IncidentEvent.StepStarted.class).stream()
                .filter(step -> step.incident().equals(opened.getLast().incident()))
                .map(step -> step.step().name())
                .collect(java.util.stream.Collectors.toSet());
    }

    private static long left(SandboxHost host, Instant since, String event) {
        return JournalFile.read(host.resolve("/var/log/uplink.jsonl")).stream()
                .filter(line -> line.path("event").asText().equals(event))
                .filter(line -> Instant.parse(line.path("at").asText()).isAfter(since))
                .count();
    }

    private static int trades(SandboxHost api, String token) throws IOException {
        return HttpCall.call(
                        "GET",
                        "http://127.0.0.1:" + api.port("api") + "/api/v1/trades",
                        null,
                        Duration.ofSeconds(2),
                        Map.of("X-Client", "mobile-app", "X-Token", token))
                .status();
    }
}
