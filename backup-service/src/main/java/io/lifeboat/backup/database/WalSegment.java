package io.lifeboat.backup.database;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of the WAL.
 *
 * @param number how many come before it in the history of the cluster
 */
record WalSegment(int timeline, long number, long size) {

    private static final Pattern NAME = Pattern.compile("([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})");
    private static final long OF_A_LOG = 1L << 32;

    /** @param size of every segment of this cluster, in bytes */
    static Optional<WalSegment> parse(String name, long size) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long log = Long.parseLong(parts.group(2), 16);
        long segment = Long.parseLong(parts.group(3), 16);
        return Optional.of(
                new WalSegment((int) Long.parseLong(parts.group(1), 16), log * (OF_A_LOG / size) + segment, size));
    }

    WalSegment next() {
        return new WalSegment(timeline, number + 1, size);
    }

    String name() {
        long perLog = OF_A_LOG / size;
        return "%08X%08X%08X"
                .formatted(timeline, number / perLog, number % perLog)
                .toUpperCase(Locale.ROOT);
    }
}
