package io.lifeboat.probe;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why something did not work, in few words: libraries nest the one message that helps, or have none. */
final class Reason {

    private static final int LONGEST = 200;

    private Reason() {}

    static String of(@Nullable Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof UnknownHostException || t instanceof java.nio.channels.UnresolvedAddressException) {
                return "the name can't be resolved";
            }
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String message = t.getMessage();
            if (message != null && !message.isBlank()) {
                return brief(message);
            }
        }
        return failure instanceof ConnectException
                ? "the connection is refused"
                : failure == null ? "unknown" : failure.getClass().getSimpleName();
    }

    static String of(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    /** The first of it, in one line. */
    static String brief(String text) {
        String line = text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " | ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
