package io.lifeboat.detector.probe;

import io.lifeboat.catalog.ProbeSpec.Watch;
import io.lifeboat.detector.probe.ProbeState.Healthy;
import io.lifeboat.detector.probe.ProbeState.Raised;
import io.lifeboat.detector.probe.ProbeState.Suspect;
import io.lifeboat.probe.ProbeResult;
import java.time.Duration;
import java.time.Instant;

/** Consecutive failures raise a symptom, consecutive successes clear it, and a question that was not asked counts as neither. */
final class SymptomStateMachine {

    private SymptomStateMachine() {}

    enum Meaning {
        NOTHING_NEW,
        SUSPECTED,
        RAISED,
        CLEARED
    }

    record Next(ProbeState state, Meaning meaning) {}

    /** @param now when the question was asked */
    static Next next(ProbeState state, ProbeResult result, Watch watch, Instant now) {
        return switch (result) {
            case ProbeResult.Unasked u -> new Next(state, Meaning.NOTHING_NEW);
            case ProbeResult.Unhealthy u ->
                switch (state) {
                    case Healthy h -> failed(1, now, watch);
                    case Suspect s -> failed(s.failures() + 1, s.since(), watch);
                    case Raised r -> new Next(new Raised(r.since(), 0), Meaning.NOTHING_NEW);
                };
            case ProbeResult.Healthy h ->
                switch (state) {
                    case Healthy s -> new Next(s, Meaning.NOTHING_NEW);
                    case Suspect s -> new Next(new Healthy(), Meaning.NOTHING_NEW);
                    case Raised r ->
                        r.successes() + 1 >= watch.clearAfter()
                                ? new Next(new Healthy(), Meaning.CLEARED)
                                : new Next(new Raised(r.since(), r.successes() + 1), Meaning.NOTHING_NEW);
                };
        };
    }

    /**
     * When to ask next: at the next beat of the interval, or sooner while a failure waits to be confirmed.
     *
     * @param beat when this question was due
     * @param now when the answer was there
     */
    static Beat after(ProbeState state, Instant beat, Instant now, Duration every, Duration confirmEvery) {
        Instant next = beat.plus(every);
        if (next.isBefore(now)) {
            long missed = Duration.between(next, now).dividedBy(every) + 1;
            next = next.plus(every.multipliedBy(missed));
        }
        if (next.isAfter(now.plus(every))) {
            next = now.plus(every); // the clock was set back
        }
        if (state instanceof Suspect) {
            Instant soon = now.plus(confirmEvery);
            if (soon.isBefore(next)) {
                return new Beat(next.minus(every), soon);
            }
        }
        return new Beat(next, next);
    }

    /**
     * @param beat the interval's beat that the next one is counted from
     * @param at when to ask
     */
    record Beat(Instant beat, Instant at) {}

    private static Next failed(int failures, Instant since, Watch watch) {
        return failures >= watch.raiseAfter()
                ? new Next(new Raised(since, 0), Meaning.RAISED)
                : new Next(new Suspect(failures, since), Meaning.SUSPECTED);
    }
}
