package io.lifeboat.detector.probe;

import io.lifeboat.catalog.ProbeSpec;
import io.lifeboat.catalog.ProbeSpec.Watch;
import io.lifeboat.detector.probe.SymptomStateMachine.Beat;
import io.lifeboat.detector.probe.SymptomStateMachine.Next;
import io.lifeboat.detector.symptom.SymptomChange;
import io.lifeboat.probe.ProbeResult;
import io.lifeboat.probe.ProbeRunner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks one probe for ever, on a thread of its own. */
final class ProbeLoop {

    private static final Logger LOG = Logger.getLogger(ProbeLoop.class);

    private final ProbeSpec probe;
    private final Watch watch;
    private final ProbeRunner runner;
    private final Consumer<SymptomChange> symptoms;
    private final ProbeObserver observer;
    private final Duration confirmEvery;
    private final Clock clock;
    private volatile ProbeState state;
    private volatile Instant tickedAt;
    private volatile @Nullable ProbeResult last;

    ProbeLoop(
            ProbeSpec probe,
            Watch watch,
            ProbeState state,
            ProbeRunner runner,
            Consumer<SymptomChange> symptoms,
            ProbeObserver observer,
            Duration confirmEvery,
            Clock clock) {
        this.probe = probe;
        this.watch = watch;
        this.state = state;
        this.runner = runner;
        this.symptoms = symptoms;
        this.observer = observer;
        this.confirmEvery = confirmEvery;
        this.clock = clock;
        this.tickedAt = clock.instant();
    }

    /** @param jitter how long the first question waits, so that not all are asked in the same moment */
    void run(Duration jitter) {
        try {
            Instant beat = clock.instant().plus(jitter);
            Thread.sleep(jitter);
            while (!Thread.currentThread().isInterrupted()) {
                Beat next = ask(beat);
                beat = next.beat();
                Duration wait = Duration.between(clock.instant(), next.at());
                if (wait.isPositive()) {
                    Thread.sleep(wait);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Beat ask(Instant beat) {
        Instant asked = clock.instant();
        tickedAt = asked;
        ProbeResult result = answer();
        Instant answered = clock.instant();
        Next next = SymptomStateMachine.next(state, result, watch, asked);
        state = next.state();
        last = result;
        switch (next.meaning()) {
            case RAISED -> raised(next.state(), result);
            case CLEARED -> {
                LOG.infof("%s is gone: %s", watch.symptom(), result.detail());
                symptoms.accept(new SymptomChange.Cleared(watch.symptom(), probe.id()));
            }
            case SUSPECTED -> LOG.debugf("%s may be there: %s", watch.symptom(), result.detail());
            case NOTHING_NEW -> {}
        }
        observer.answered(probe.id(), result, Duration.between(asked, answered));
        return SymptomStateMachine.after(state, beat, answered, watch.every(), confirmEvery);
    }

    private void raised(ProbeState state, ProbeResult result) {
        if (state instanceof ProbeState.Raised now) {
            LOG.infof("%s is there: %s", watch.symptom(), result.detail());
            symptoms.accept(new SymptomChange.Raised(watch.symptom(), probe.id(), now.since(), result.detail()));
        }
    }

    /** A fault of ours must not end the loop. */
    private ProbeResult answer() {
        try {
            return runner.run(probe);
        } catch (RuntimeException e) {
            LOG.errorf(e, "probe %s could not be asked", probe.id());
            return new ProbeResult.Unasked("the detector has failed: " + e);
        }
    }

    /** Whether the loop is where it should be; a restart would help if it is not. */
    boolean ticks(Instant now) {
        Duration longest =
                watch.every().plus(probe.check().within()).multipliedBy(3).plusSeconds(10);
        return tickedAt.plus(longest).isAfter(now);
    }

    ProbeView view() {
        ProbeResult result = last;
        return new ProbeView(
                probe.id(),
                probe.component(),
                watch.symptom(),
                switch (state) {
                    case ProbeState.Healthy h -> result == null ? "not-asked" : "healthy";
                    case ProbeState.Suspect s -> "suspect";
                    case ProbeState.Raised r -> "raised";
                },
                result == null ? "none" : kind(result),
                result == null ? "not asked yet" : result.detail(),
                tickedAt);
    }

    static String kind(ProbeResult result) {
        return switch (result) {
            case ProbeResult.Healthy h -> "healthy";
            case ProbeResult.Unhealthy u -> "unhealthy";
            case ProbeResult.Unasked u -> "unasked";
        };
    }
}
