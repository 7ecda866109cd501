package io.lifeboat.recovery.procedure;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Procedure.Budget;
import io.lifeboat.catalog.Procedure.Group;
import io.lifeboat.catalog.Procedure.Mode;
import io.lifeboat.catalog.Procedure.Phase;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.Step.Effect;
import io.lifeboat.catalog.Step.OnFailure;
import io.lifeboat.catalog.Step.Retry;
import io.lifeboat.catalog.action.ProbeAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Procedures, written short. */
final class Plan {

    static final OnFailure ABORT = new Step.Abort();
    static final OnFailure CONTINUE = new Step.Continue();
    static final OnFailure ALTERNATIVE = new Step.Alternative();
    static final OnFailure ASK = new Step.Ask("trading-manager");

    private final Map<Phase, List<Group>> phases = new EnumMap<>(Phase.class);

    static Plan plan() {
        return new Plan();
    }

    static Step step(String name, OnFailure onFailure) {
        return step(name, onFailure, 1, Duration.ZERO);
    }

    static Step step(String name, OnFailure onFailure, int attempts, Duration backoff) {
        return new Step(
                name,
                "Title of " + name,
                new ProbeAction("some-probe", null),
                Effect.IDEMPOTENT,
                Duration.ofSeconds(5),
                new Retry(attempts, backoff),
                onFailure,
                null);
    }

    /** One after the other. */
    Plan in(Phase phase, Step... steps) {
        phases.computeIfAbsent(phase, p -> new ArrayList<>())
                .addAll(Stream.of(steps).map(step -> new Group(List.of(step))).toList());
        return this;
    }

    Plan parallel(Phase phase, Step... steps) {
        phases.computeIfAbsent(phase, p -> new ArrayList<>()).add(new Group(List.of(steps)));
        return this;
    }

    Procedure procedure() {
        return new Procedure(
                "some-procedure", "trading-engine", Mode.AUTO, new Budget(2, Duration.ofHours(1)), phases, "some-hash");
    }
}
