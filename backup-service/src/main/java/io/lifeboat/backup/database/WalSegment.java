package io.lifeboat.backup.database;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of the WAL.
 *
 * @param number how many come before it in the history of the cluster
 */
public record WalSegment(int timeline, long number, long size) implements Comparable<WalSegment> {

    private static final Pattern NAME = Pattern.compile("([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})");
    private static final long OF_A_LOG = 1L << 32;
    private static final Comparator<WalSegment> ORDER =
            Comparator.comparingInt(WalSegment::timeline).thenComparingLong(WalSegment::number);

    /** @param size of every segment of this cluster, in bytes */
    public static Optional<WalSegment> parse(String name, long size) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long log = Long.parseLong(parts.group(2), 16);
        long segment = Long.parseLong(parts.group(3), 16);
        return Optional.of(
                new WalSegment((int) Long.parseLong(parts.group(1), 16), log * (OF_A_LOG / size) + segment, size));
    }

    /** The one that a byte of the WAL lies in. */
    public static WalSegment at(int timeline, long lsn, long size) {
        return new WalSegment(timeline, lsn / size, size);
    }

    public WalSegment next() {
        return new WalSegment(timeline, number + 1, size);
    }

    /** Where its first byte is. */
    public long start() {
        return number * size;
    }

    /** Where the next one begins. */
    public long end() {
        return start() + size;
    }

    public String name() {
        long perLog = OF_A_LOG / size;
        return "%08X%08X%08X"
                .formatted(timeline, number / perLog, number % perLog)
                .toUpperCase(Locale.ROOT);
    }

    @Override
    public int compareTo(WalSegment other) {
        return ORDER.compare(this, other);
    }
}
