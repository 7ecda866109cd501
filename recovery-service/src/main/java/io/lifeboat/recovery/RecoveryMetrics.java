package io.lifeboat.recovery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What the recovery service counts. No tag is an id: there are as many series as there are words here. */
@ApplicationScoped
public class RecoveryMetrics {

    public enum StepOutcome {
        SUCCEEDED,
        FAILED,
        UNKNOWN,
        ASKED
    }

    private final Map<StepOutcome, io.micrometer.core.instrument.Counter> steps = new EnumMap<>(StepOutcome.class);
    private final Timer recovered;

    RecoveryMetrics(MeterRegistry registry) {
        for (StepOutcome outcome : StepOutcome.values()) {
            steps.put(
                    outcome,
                    registry.counter(
                            "lifeboat.recovery.steps", "outcome", outcome.name().toLowerCase(Locale.ROOT)));
        }
        this.recovered = registry.timer("lifeboat.recovery.time.to.recovery");
    }

    public void step(StepOutcome outcome) {
        java.util.Objects.requireNonNull(steps.get(outcome)).increment();
    }

    public void recovered(Duration afterDetection) {
        recovered.record(afterDetection);
    }
}
