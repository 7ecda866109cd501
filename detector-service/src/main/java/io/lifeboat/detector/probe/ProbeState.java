package io.lifeboat.detector.probe;

import java.time.Instant;

/** What a probe's answers amount to so far. */
sealed interface ProbeState {

    /** Nothing has failed, or nothing was asked yet. */
    record Healthy() implements ProbeState {}

    /**
     * Has failed, but not often enough.
     *
     * @param since the first of these failures
     */
    record Suspect(int failures, Instant since) implements ProbeState {}

    /**
     * The symptom is there.
     *
     * @param successes since the last failure
     */
    record Raised(Instant since, int successes) implements ProbeState {}
}
