package io.lifeboat.detector.logs;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Bytes to lines. What has no line end yet is kept; of a line that is too long the beginning is a line, and the rest is
 * skipped. Decoding whole lines means that no character is ever cut.
 */
final class LineSplitter {

    static final int LONGEST = 64 * 1024;

    private final Charset charset;
    private final Encoding encoding;
    private byte[] pending = new byte[0];
    private int length;
    private boolean skipping;

    LineSplitter(Charset charset, boolean skipping) {
        this.charset = charset;
        this.encoding = Encoding.of(charset);
        this.skipping = skipping;
    }

    /** How many of the bytes that it was fed are not part of a line yet. */
    int pending() {
        return length;
    }

    /** Whether the rest of a line that was too long is still to come. */
    boolean skipping() {
        return skipping;
    }

    void feed(byte[] bytes, int count, Consumer<String> lines) {
        int scanned = length - length % encoding.unit();
        append(bytes, count);
        int start = 0;
        for (int at = scanned; at + encoding.unit() <= length; at += encoding.unit()) {
            int end = at + encoding.unit();
            if (encoding.isLineFeed(pending, at)) {
                if (!skipping) {
                    lines.accept(decode(start, at));
                }
                skipping = false;
                start = end;
            } else if (skipping) {
                start = end;
            } else if (end - start >= LONGEST) {
                lines.accept(decode(start, end));
                skipping = true;
                start = end;
            }
        }
        System.arraycopy(pending, start, pending, 0, length - start);
        length -= start;
    }

    /** Nothing more comes: what is left is a line. */
    void end(Consumer<String> lines) {
        int whole = length - length % encoding.unit();
        if (whole > 0 && !skipping) {
            lines.accept(decode(0, whole));
        }
        length = 0;
        skipping = false;
    }

    private void append(byte[] bytes, int count) {
        if (length + count > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(length + count, 2 * pending.length));
        }
        System.arraycopy(bytes, 0, pending, length, count);
        length += count;
    }

    private String decode(int from, int to) {
        String line = new String(pending, from, to - from, charset);
        int start = line.startsWith("\uFEFF") ? 1 : 0;
        int end = line.endsWith("\r") ? line.length() - 1 : line.length();
        return line.substring(start, Math.max(start, end));
    }
}
