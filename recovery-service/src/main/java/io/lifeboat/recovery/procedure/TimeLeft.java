package io.lifeboat.recovery.procedure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How long a run will still take until its verification has passed, by how long earlier runs of its procedure took from the same step on. */
public sealed interface TimeLeft {

    /**
     * What is known of a run.
     *
     * @param attempts in the order of their start
     */
    record Course(Instant startedAt, List<Attempt> attempts) {
        public Course {
            attempts = List.copyOf(attempts);
        }
    }

    /** A run that was verified. */
    record Earlier(Course course, Instant verifiedAt) {}

    /** The middle one of what the earlier runs took, without what this one has spent already. */
    record About(Duration left, String words) implements TimeLeft {}

    record Unknown(String words) implements TimeLeft {}

    /** For a person, and without a full stop. */
    String words();

    /** Decides by nothing else than what it is given: a step that no earlier run has come to says nothing, and that is said. */
    static TimeLeft predict(Course run, List<Earlier> earlier, Instant now) {
        if (earlier.isEmpty()) {
            return new Unknown("unknown: no earlier run of the procedure was verified");
        }
        if (run.attempts().isEmpty()) {
            List<Duration> took = earlier.stream()
                    .map(one -> Duration.between(one.course().startedAt(), one.verifiedAt()))
                    .toList();
            return left("its start", took, Duration.between(run.startedAt(), now));
        }
        Attempt here = run.attempts().getLast();
        List<Duration> took = earlier.stream()
                .map(one -> entered(one.course(), here).map(at -> Duration.between(at, one.verifiedAt())))
                .flatMap(Optional::stream)
                .filter(one -> !one.isNegative())
                .toList();
        return took.isEmpty()
                ? new Unknown("unknown: no earlier run came to the step '" + here.step() + "'")
                : left(
                        "the step '" + here.step() + "'",
                        took,
                        Duration.between(entered(run, here).orElse(now), now));
    }

    private static TimeLeft left(String from, List<Duration> took, Duration spent) {
        String runs = took.size() == 1 ? "the one earlier run" : took.size() + " earlier runs";
        Duration left = median(took).minus(spent);
        return left.isPositive()
                ? new About(left, "about " + inWords(left) + ", by " + runs + " from " + from + " on")
                : new Unknown("unknown: from " + from + " on it has taken " + inWords(spent) + " already, and " + runs
                        + " took " + inWords(median(took)));
    }

    /** When a run has come to a step: at its first attempt in that pass. */
    private static Optional<Instant> entered(Course run, Attempt step) {
        return run.attempts().stream()
                .filter(one -> one.step().equals(step.step()) && one.pass() == step.pass())
                .findFirst()
                .map(Attempt::startedAt);
    }

    private static Duration median(List<Duration> all) {
        List<Duration> sorted = all.stream().sorted().toList();
        int middle = sorted.size() / 2;
        Duration upper = Objects.requireNonNull(sorted.get(middle));
        return sorted.size() % 2 == 1
                ? upper
                : sorted.get(middle - 1).plus(upper).dividedBy(2);
    }

    private static String inWords(Duration duration) {
        return duration.toMinutes() >= 2
                ? duration.toMinutes() + " min"
                : Math.max(1, duration.plusMillis(500).toSeconds()) + " s";
    }
}
