package io.lifeboat.detector.logs;

import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.LogSource;
import io.lifeboat.catalog.LogSource.LogSymptom;
import io.lifeboat.detector.state.StateFile;
import io.lifeboat.detector.symptom.SymptomChange;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.safere.Pattern;

/**
 * One log: follows it, counts, and says what the lines mean. Not thread-safe.
 *
 * <p>Lines that were written while the detector was away count as written when they are read.
 */
final class LogWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LogWatch.class);
    private static final Duration SAVED_EVERY = Duration.ofSeconds(1);

    private final LogSource source;
    private final LogFollower follower;
    private final StateFile<LogState> file;
    private final Consumer<SymptomChange> symptoms;
    private final Clock clock;
    private final Map<LogSymptom, Pattern> patterns = new LinkedHashMap<>();
    private final Map<String, Counted> counted = new HashMap<>();
    private @Nullable LogState saved;
    private Instant savedAt;
    private final LongAdder lines = new LongAdder();

    LogWatch(LogSource source, Host host, StateFile<LogState> file, Consumer<SymptomChange> symptoms, Clock clock)
            throws IOException {
        this.source = source;
        this.file = file;
        this.symptoms = symptoms;
        this.clock = clock;
        this.savedAt = clock.instant();
        source.symptoms().forEach(symptom -> patterns.put(symptom, Pattern.compile(symptom.pattern())));
        LogState before = file.read().orElse(null);
        saved = before;
        if (before != null) {
            counted.putAll(before.counted());
        }
        follower = new LogFollower(
                new LogPath(host, source.file()),
                source.charset(),
                before != null,
                before == null ? null : before.position());
    }

    /** @return whether there may be more to read at once */
    boolean poll() throws IOException {
        Instant now = clock.instant();
        boolean more = follower.poll(LocalDate.ofInstant(now, ZoneOffset.UTC), line -> take(line, now));
        for (LogSymptom symptom : patterns.keySet()) {
            // A line that is still to come looks absent.
            if (!more || symptom instanceof LogSource.Matches) {
                judge(symptom, now);
            }
        }
        if (saved == null || !savedAt.plus(SAVED_EVERY).isAfter(now)) {
            save(now);
        }
        return more;
    }

    /** How many lines were read since the start. */
    long lines() {
        return lines.sum();
    }

    @Override
    public void close() throws IOException {
        save(clock.instant());
        follower.close();
    }

    private void take(String line, Instant now) {
        lines.increment();
        patterns.forEach((symptom, pattern) -> {
            if (pattern.matcher(line).find()) {
                Counted before = counted.getOrDefault(symptom.symptom(), Counted.NOTHING);
                Counted after = LogSymptomCounter.matched(symptom, before, line, now);
                counted.put(symptom.symptom(), after);
            }
        });
    }

    private void judge(LogSymptom symptom, Instant now) {
        Counted before = counted.getOrDefault(symptom.symptom(), Counted.NOTHING);
        Counted after = LogSymptomCounter.judge(symptom, before, now);
        counted.put(symptom.symptom(), after);
        Instant since = after.presentSince();
        if (since == null) {
            symptoms.accept(new SymptomChange.Cleared(symptom.symptom(), source.id()));
        } else {
            symptoms.accept(new SymptomChange.Raised(
                    symptom.symptom(), source.id(), since, LogSymptomCounter.detail(symptom, after)));
        }
        if ((before.presentSince() == null) != (since == null)) {
            LOG.infof("%s is %s: %s", symptom.symptom(), since == null ? "gone" : "there", after.line());
        }
    }

    private void save(Instant now) throws IOException {
        LogState state = new LogState(follower.position(), Map.copyOf(counted));
        if (!Objects.equals(state, saved)) {
            file.write(state);
            saved = state;
        }
        savedAt = now;
    }
}
