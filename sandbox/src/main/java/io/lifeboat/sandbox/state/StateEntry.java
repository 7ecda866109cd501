package io.lifeboat.sandbox.state;

import java.io.IOException;
import java.time.Instant;

/**
 * A file or folder of the primary's state.
 *
 * @param size of a file
 * @param path within the state
 */
record StateEntry(boolean folder, Instant modified, long size, String path) {

    private static final int NANO_DIGITS = 9;

    /** @param line {@code f 1764212345.1234567890 28 heartbeat}; what follows the third space is the path */
    static StateEntry parse(String line) throws IOException {
        String[] words = line.split(" ", 4);
        if (words.length != 4 || words[3].isEmpty()) {
            throw new IOException("the primary lists what can't be read: " + line);
        }
        try {
            return new StateEntry(words[0].equals("d"), time(words[1]), Long.parseLong(words[2]), words[3]);
        } catch (NumberFormatException e) {
            throw new IOException("the primary lists what can't be read: " + line, e);
        }
    }

    private static Instant time(String seconds) {
        int point = seconds.indexOf('.');
        if (point < 0) {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        }
        String nanos = (seconds.substring(point + 1) + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS);
        return Instant.ofEpochSecond(Long.parseLong(seconds.substring(0, point)), Long.parseLong(nanos));
    }
}
