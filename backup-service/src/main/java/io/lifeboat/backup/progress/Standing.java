package io.lifeboat.backup.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a step is.
 *
 * @param total 0 if nobody knows
 * @param elapsed since it began
 */
public record Standing(String step, long bytes, long total, Duration elapsed) {

    /** Sooner than that a rate says nothing. */
    private static final Duration MEASURED = Duration.ofSeconds(1);

    public long bytesPerSecond() {
        return elapsed.isPositive() ? Math.round(bytes / (elapsed.toNanos() / 1e9)) : 0;
    }

    /** None if nobody knows, and where the estimate was too low. */
    public OptionalLong percent() {
        return total <= 0 || bytes > total ? OptionalLong.empty() : OptionalLong.of(bytes * 100 / total);
    }

    public Optional<Duration> left() {
        long rate = bytesPerSecond();
        return percent().isEmpty() || rate == 0 || elapsed.compareTo(MEASURED) < 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(Math.ceilDiv(total - bytes, rate)));
    }
}
