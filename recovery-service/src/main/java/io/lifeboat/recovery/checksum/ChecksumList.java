package io.lifeboat.recovery.checksum;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * SHA-256 by path, as {@code sha256sum} writes them.
 *
 * @param sums hex by path
 */
public record ChecksumList(Map<String, String> sums) {

    /** The line after the last sum: without it the list was cut. */
    public static final String END = "lifeboat-end-of-sums";

    private static final int HEX = 64;

    public ChecksumList {
        sums = Map.copyOf(sums);
    }

    public static final class Reader implements Consumer<String> {

        private final Map<String, String> sums = new TreeMap<>();
        private boolean ended;

        @Override
        public synchronized void accept(String line) {
            if (line.equals(END)) {
                ended = true;
            }
            String plain = line.startsWith("\\") ? line.substring(1) : line;
            if (plain.length() > HEX + 2 && plain.substring(0, HEX).matches("[0-9a-f]+")) {
                sums.put(plain.substring(HEX + 2), plain.substring(0, HEX));
            }
        }

        /** None if the list has not come to its end. */
        public synchronized Optional<ChecksumList> whole() {
            return ended ? Optional.of(new ChecksumList(sums)) : Optional.empty();
        }
    }
}
