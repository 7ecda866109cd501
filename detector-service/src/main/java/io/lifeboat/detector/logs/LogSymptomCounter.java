package io.lifeboat.detector.logs;

import io.lifeboat.catalog.LogSource.Absent;
import io.lifeboat.catalog.LogSource.LogSymptom;
import io.lifeboat.catalog.LogSource.Matches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** At least so many matching lines within a time, or none for a time. */
final class LogSymptomCounter {

    private static final int LONGEST_LINE = 300;

    private LogSymptomCounter() {}

    /** A line has matched. */
    static Counted matched(LogSymptom symptom, Counted before, String line, Instant now) {
        int kept = switch (symptom) {
            case Matches m -> Math.max(1, m.atLeast());
            case Absent a -> 1;
        };
        List<Instant> matches = new ArrayList<>(before.matches());
        matches.add(now);
        List<Instant> newest = matches.subList(Math.max(0, matches.size() - kept), matches.size());
        String shortened = line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
        return new Counted(newest, shortened, before.presentSince());
    }

    /** What it amounts to now. */
    static Counted judge(LogSymptom symptom, Counted counted, Instant now) {
        Instant since = counted.presentSince();
        return switch (symptom) {
            case Matches m -> {
                boolean there = counted.matches().size() >= Math.max(1, m.atLeast())
                        && !counted.matches().getFirst().plus(m.within()).isBefore(now);
                yield counted.present(there ? (since == null ? counted.matches().getFirst() : since) : null);
            }
            case Absent a -> {
                boolean there = !counted.matches().isEmpty()
                        && !counted.matches().getLast().plus(a.duration()).isAfter(now);
                yield counted.present(there ? counted.matches().getLast().plus(a.duration()) : null);
            }
        };
    }

    static String detail(LogSymptom symptom, Counted counted) {
        return switch (symptom) {
            case Matches m -> m.atLeast() + " lines within " + seconds(m.within()) + ", the last: " + counted.line();
            case Absent a -> "none for " + seconds(a.duration()) + ", the last: " + counted.line();
        };
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
