package io.lifeboat.recovery;

import io.lifeboat.event.IncidentEvent;
import io.lifeboat.event.IncidentEvent.Recovered;
import io.lifeboat.event.IncidentEvent.RtoAtRisk;
import io.lifeboat.event.IncidentEvent.RunEnded;
import io.lifeboat.event.IncidentEvent.StepFailed;
import io.lifeboat.event.IncidentEvent.StepSucceeded;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** {@code lifeboat_recovery_…}: how many incidents, runs and steps went which way, and how long recoveries and steps took. */
@ApplicationScoped
public class RecoveryMetrics {

    private final MeterRegistry registry;

    RecoveryMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** What has happened, once it is committed. */
    public void count(IncidentEvent event) {
        switch (event) {
            case IncidentEvent.Opened e -> incident("opened");
            case IncidentEvent.EvidenceJoined e -> incident("joined");
            case IncidentEvent.RunStarted e -> run("started");
            case IncidentEvent.RunWithheld e -> run("withheld");
            case IncidentEvent.StepStarted e -> step(e.step().phase(), "started");
            case StepSucceeded e -> {
                step(e.step().phase(), "succeeded");
                took("lifeboat.recovery.step.duration", Duration.between(e.startedAt(), e.at()));
            }
            case StepFailed e -> {
                step(e.step().phase(), "failed");
                took("lifeboat.recovery.step.duration", Duration.between(e.startedAt(), e.at()));
            }
            case IncidentEvent.StepUnknown e -> step(e.step().phase(), "unknown");
            case IncidentEvent.StepSkipped e -> step(e.step().phase(), "skipped");
            case IncidentEvent.HumanAsked e -> step(e.step().phase(), "asked");
            case IncidentEvent.HumanAnswered e -> step(e.step().phase(), "answered");
            case IncidentEvent.ChecklistTicked e -> incident("checklist-ticked");
            case IncidentEvent.ModeChanged e -> incident("mode-changed");
            case RtoAtRisk e ->
                registry.counter("lifeboat.recovery.rto.warnings", "percent", String.valueOf(e.percent()))
                        .increment();
            case RunEnded e -> run(e.outcome());
            case Recovered e -> {
                incident("recovered");
                took("lifeboat.recovery.time.to.recovery", e.elapsed());
            }
            case IncidentEvent.Closed e -> incident("closed");
        }
    }

    private void incident(String event) {
        registry.counter("lifeboat.recovery.incidents", "event", event).increment();
    }

    private void run(String event) {
        registry.counter("lifeboat.recovery.runs", "event", event).increment();
    }

    private void step(String phase, String event) {
        registry.counter("lifeboat.recovery.steps", "phase", phase, "outcome", event)
                .increment();
    }

    private void took(String timer, Duration duration) {
        registry.timer(timer).record(duration.isNegative() ? Duration.ZERO : duration);
    }
}
