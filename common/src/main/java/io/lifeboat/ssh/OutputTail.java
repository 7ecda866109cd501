package io.lifeboat.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a command says: the last 64 KiB are kept, and each line is shown to the caller as it comes. A line longer than
 * that is shown in pieces. Thread-safe.
 */
final class OutputTail {

    static final int KEPT = 64 * 1024;

    private final byte[] ring = new byte[KEPT];
    private final Predicate<String> enough;
    private final Runnable onEnough;
    private long written;
    private boolean satisfied;
    private @Nullable RuntimeException failure;

    /** @param onEnough called at most once, when a line was enough, or when looking at one failed */
    OutputTail(Predicate<String> enough, Runnable onEnough) {
        this.enough = enough;
        this.onEnough = onEnough;
    }

    /** A stream of its own lines into the common tail: standard output and standard error do not cut each other's lines. */
    OutputStream stream() {
        return new Lines();
    }

    synchronized boolean satisfied() {
        return satisfied;
    }

    /** @throws RuntimeException what the caller's predicate has thrown */
    synchronized void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }

    synchronized String text() {
        int length = (int) Math.min(written, KEPT);
        byte[] tail = new byte[length];
        int start = (int) ((written - length) % KEPT);
        int first = Math.min(length, KEPT - start);
        System.arraycopy(ring, start, tail, 0, first);
        System.arraycopy(ring, 0, tail, first, length - first);
        int from = written > KEPT ? firstCharacter(tail) : 0;
        return new String(tail, from, length - from, StandardCharsets.UTF_8);
    }

    /** The cut may go through a character of UTF-8: what is left of it is dropped. */
    private static int firstCharacter(byte[] tail) {
        int from = 0;
        while (from < 3 && (tail[from] & 0xC0) == 0x80) {
            from++;
        }
        return from;
    }

    private void keep(byte[] bytes, int from, int length) {
        int skipped = Math.max(0, length - KEPT);
        for (int i = from + skipped; i < from + length; ) {
            int at = (int) ((written + i - from) % KEPT);
            int piece = Math.min(from + length - i, KEPT - at);
            System.arraycopy(bytes, i, ring, at, piece);
            i += piece;
        }
        written += length;
    }

    private void look(String line) {
        if (satisfied || failure != null) {
            return;
        }
        try {
            satisfied = enough.test(line);
        } catch (RuntimeException e) {
            failure = e;
        }
        if (satisfied || failure != null) {
            onEnough.run();
        }
    }

    private final class Lines extends OutputStream {

        private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            synchronized (OutputTail.this) {
                keep(bytes, from, length);
                int start = from;
                for (int i = from; i < from + length; i++) {
                    if (bytes[i] == '\n') {
                        line.write(bytes, start, i - start);
                        end();
                        start = i + 1;
                    } else if (line.size() + i - start >= KEPT) {
                        line.write(bytes, start, i - start);
                        end();
                        start = i;
                    }
                }
                line.write(bytes, start, from + length - start);
            }
        }

        /** The command has ended, so what has no line end is the last line. */
        @Override
        public void close() {
            synchronized (OutputTail.this) {
                if (line.size() > 0) {
                    end();
                }
            }
        }

        private void end() {
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            look(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        }
    }
}
