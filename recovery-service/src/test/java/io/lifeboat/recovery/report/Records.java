package io.lifeboat.recovery.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.action.Action;
import io.lifeboat.event.EventCodec;
import io.lifeboat.recovery.execution.RunView;
import io.lifeboat.recovery.execution.RunView.StepView;
import io.lifeboat.recovery.incident.IncidentState;
import io.lifeboat.recovery.incident.IncidentViews.IncidentView;
import io.lifeboat.recovery.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An incident's record, made up. */
final class Records {

    static final Instant DETECTED = Instant.parse("2026-03-02T03:00:00Z");
    static final UUID RUN = new UUID(0, 2);
    static final String TARGET = "db-server";

    private Records() {}

    static IncidentView incident(List<RunView> runs, List<Timeline.Entry> timeline) {
        return new IncidentView(
                new UUID(0, 1),
                "database-corruption",
                "database",
                TARGET,
                IncidentState.CLOSED,
                DETECTED,
                DETECTED,
                DETECTED.plusSeconds(60),
                DETECTED.plusSeconds(61),
                3_600L,
                null,
                List.of(),
                runs,
                timeline);
    }

    static RunView run(List<StepView> steps) {
        return new RunView(
                RUN, new UUID(0, 1), "mend", "some-hash", "SUCCEEDED", null, DETECTED, DETECTED, DETECTED, steps);
    }

    /** With one step, of the name "step". */
    static Procedure procedure(Action action) {
        Step step = new Step(
                "step",
                "Title",
                action,
                Step.Effect.IDEMPOTENT,
                Duration.ofSeconds(1),
                new Step.Retry(1, Duration.ZERO),
                new Step.Abort(),
                null);
        return new Procedure(
                "mend",
                "database",
                Procedure.Mode.AUTO,
                new Procedure.Budget(2, Duration.ofHours(1)),
                Map.of(Procedure.Phase.RECOVER, List.of(new Procedure.Group(List.of(step)))),
                "some-hash");
    }

    /** @param json with ' for " */
    static Timeline.Entry entry(int second, String type, String json) {
        try {
            return new Timeline.Entry(
                    DETECTED.plusSeconds(second), type, EventCodec.JSON.readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** Of the step "step" and the one run. */
    static Timeline.Entry step(int second, String type, int attempt, String more) {
        return entry(
                second,
                type,
                "{'step': {'run': '" + RUN + "', 'phase': 'recover', 'name': 'step', 'attempt': " + attempt + "}" + more
                        + "}");
    }
}
