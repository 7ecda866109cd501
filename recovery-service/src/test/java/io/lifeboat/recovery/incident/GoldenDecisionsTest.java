package io.lifeboat.recovery.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.catalog.CatalogLoader;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Scenario;
import io.lifeboat.event.EventCodec;
import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent;
import io.lifeboat.event.FailureEvent.ScenarioChanged;
import io.lifeboat.event.FailureEvent.ScenarioCleared;
import io.lifeboat.event.FailureEvent.ScenarioDetected;
import io.lifeboat.event.FailureEvent.SymptomRecorded;
import io.lifeboat.recovery.incident.Situation.OpenIncident;
import io.lifeboat.recovery.procedure.Decision.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case of {@code decisions/*.jsonl}: a situation and a failure in, a decision and its reason out. Times are seconds
 * after a moment.
 */
class GoldenDecisionsTest {

    private static final Path FOLDER = Path.of("src/test/resources/decisions");
    private static final Instant ZERO = Instant.parse("2026-03-02T03:00:00Z");
    private static final Scenario SCENARIO = Objects.requireNonNull(
            CatalogLoader.load(Path.of("../catalog")).scenarios().get("mt5-connection-loss"));

    record Case(String name, JsonNode of) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("incidents")
    void shouldDecideOnTheIncident(Case one) {
        // when
        IncidentDecision decision = IncidentPolicy.decide(situation(one.of), SCENARIO, failure(one.of));

        // then
        assertThat(word(decision)).isEqualTo(one.of.path("decision").asText());
        assertThat(decision.reason().name()).isEqualTo(one.of.path("reason").asText());
        if (decision instanceof IncidentDecision.Open open) {
            assertThat(open.absorbs()).isEqualTo(texts(one.of.path("absorbs")));
            if (one.of.has("since")) {
                assertThat(open.failure().since()).isEqualTo(at(one.of.path("since")));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("starts")
    void shouldDecideOnTheStart(Case one) {
        // given
        JsonNode of = one.of;
        Procedure procedure = of.path("procedure").asBoolean() ? procedure(of) : null;

        // when
        StartDecision decision = StartDecision.decide(
                "mend",
                procedure,
                new StartDecision.Restraint(
                        of.path("started").asLong(),
                        of.path("opened").asLong(),
                        of.has("underWay") ? of.path("underWay").asText() : null,
                        of.has("halt") ? of.path("halt").asText() : null,
                        of.has("lowered") ? of.path("lowered").asText() : null));

        // then
        switch (decision) {
            case StartDecision.Start start ->
                assertThat(start.approval() ? "approve" : "start")
                        .isEqualTo(of.path("decision").asText());
            case StartDecision.Withhold withhold -> {
                assertThat(of.path("decision").asText()).isEqualTo("withhold");
                assertThat(withhold.reason()).isEqualTo(of.path("reason").asText());
                assertThat(withhold.flaps()).isEqualTo(of.path("flaps").asBoolean());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void shouldDecideOnTheModeFromHereOn(Case one) {
        // given
        JsonNode of = one.of;
        Procedure.Mode mode = Procedure.Mode.valueOf(of.path("mode").asText());

        // when
        ModeDecision decision = of.has("wrong")
                ? ModeDecision.calledWrong(
                        mode, of.path("by").asText(), of.path("wrong").asText())
                : ModeDecision.after(
                        mode,
                        of.path("recovered").asBoolean(),
                        Outcome.valueOf(of.path("outcome").asText()),
                        of.path("why").asText());

        // then
        assertThat(decision instanceof ModeDecision.Lower ? "lower" : "keep")
                .isEqualTo(of.path("decision").asText());
        assertThat(decision.reason()).isEqualTo(of.path("reason").asText());
    }

    @Test
    void shouldHaveNoCaseTwice() {
        assertThat(Stream.of(incidents(), starts(), ends())
                        .flatMap(cases -> cases)
                        .map(one -> one.name.split(":")[0] + ((ObjectNode) one.of.deepCopy()).without("name")))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldHaveACaseForEachReason() {
        assertThat(incidents().map(one -> one.of.path("reason").asText()).distinct())
                .containsExactlyInAnyOrderElementsOf(Stream.of(IncidentDecision.Reason.values())
                        .map(Enum::name)
                        .toList());
        assertThat(Stream.concat(incidents(), starts()).map(Case::name)).hasSizeGreaterThanOrEqualTo(60);
    }

    static Stream<Case> incidents() {
        return Stream.of("detected", "absorbing", "changed", "cleared").flatMap(GoldenDecisionsTest::cases);
    }

    static Stream<Case> ends() {
        return cases("ended");
    }

    static Stream<Case> starts() {
        return cases("starting");
    }

    private static Stream<Case> cases(String file) {
        try {
            List<Case> cases = new ArrayList<>();
            for (String line : Files.readAllLines(FOLDER.resolve(file + ".jsonl"))) {
                JsonNode of = EventCodec.JSON.readTree(line);
                cases.add(new Case(file + ": " + of.path("name").asText(), of));
            }
            return cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Situation situation(JsonNode of) {
        JsonNode open = of.path("open");
        return new Situation(
                open.isMissingNode()
                        ? null
                        : new OpenIncident(
                                IncidentState.valueOf(open.path("state").asText()),
                                at(open.path("seenAt")),
                                orNull(open.path("clearedAt")),
                                open.path("flaps").asBoolean()),
                orNull(of.path("horizon")),
                of.has("wider") ? of.path("wider").asText() : null,
                texts(of.path("narrower")));
    }

    private static FailureEvent failure(JsonNode of) {
        JsonNode failure = of.path("failure");
        String scenario = SCENARIO.id();
        if (failure.has("detected")) {
            Instant detected = at(failure.path("detected"));
            return new ScenarioDetected(scenario, "trading-engine", "host", detected, detected, List.of());
        }
        if (failure.has("cleared")) {
            return new ScenarioCleared(scenario, "trading-engine", "host", at(failure.path("cleared")));
        }
        if (failure.has("symptom")) {
            Instant seen = at(failure.path("symptom"));
            return new SymptomRecorded("trading-engine", "host", seen, new Evidence("s", "probe", "here", seen, "no"));
        }
        List<Evidence> evidence = new ArrayList<>();
        failure.path("evidence")
                .forEach(e -> evidence.add(
                        new Evidence(e.path("symptom").asText(), "probe", "here", at(e.path("since")), "no")));
        return new ScenarioChanged(scenario, "trading-engine", "host", at(failure.path("changed")), evidence);
    }

    private static String word(IncidentDecision decision) {
        return switch (decision) {
            case IncidentDecision.Ignore i -> "ignore";
            case IncidentDecision.Join j -> "join";
            case IncidentDecision.JoinWider j -> "join-wider";
            case IncidentDecision.Open o -> "open";
            case IncidentDecision.NoteCleared n -> "note-cleared";
            case IncidentDecision.Recover r -> "recover";
        };
    }

    private static Procedure procedure(JsonNode of) {
        return new Procedure(
                "mend",
                "trading-engine",
                Procedure.Mode.valueOf(of.path("mode").asText()),
                new Procedure.Budget(
                        of.path("attempts").asInt(),
                        Duration.parse(of.path("per").asText())),
                Map.of(),
                "some-hash");
    }

    private static Instant at(JsonNode seconds) {
        return ZERO.plusMillis(Math.round(seconds.asDouble() * 1000));
    }

    private static @Nullable Instant orNull(JsonNode seconds) {
        return seconds.isMissingNode() ? null : at(seconds);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
