package io.lifeboat.detector.logs;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How a file's bytes are lines: a line ends at one unit that is a line feed, and units are never split. */
enum Encoding {
    BYTES(1, 0),
    UTF_16LE(2, 0),
    UTF_16BE(2, 1),
    UTF_32LE(4, 0),
    UTF_32BE(4, 3);

    private final int unit;
    private final int lineFeedAt;

    Encoding(int unit, int lineFeedAt) {
        this.unit = unit;
        this.lineFeedAt = lineFeedAt;
    }

    int unit() {
        return unit;
    }

    boolean isLineFeed(byte[] bytes, int at) {
        for (int i = 0; i < unit; i++) {
            if (bytes[at + i] != (i == lineFeedAt ? '\n' : 0)) {
                return false;
            }
        }
        return true;
    }

    /** What a file's first bytes say, else what the catalog says. */
    static Charset charset(byte[] head, Charset configured) {
        if (head.length >= 2 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        if (head.length >= 2 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        return configured.equals(StandardCharsets.UTF_16) ? StandardCharsets.UTF_16LE : configured;
    }

    static Encoding of(Charset charset) {
        return switch (charset.name()) {
            case "UTF-16LE" -> UTF_16LE;
            case "UTF-16BE" -> UTF_16BE;
            case "UTF-32LE" -> UTF_32LE;
            case "UTF-32BE", "UTF-32" -> UTF_32BE;
            default -> BYTES;
        };
    }
}
