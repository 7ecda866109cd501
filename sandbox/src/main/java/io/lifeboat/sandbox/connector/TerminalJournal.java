package io.lifeboat.sandbox.connector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * The terminal's own journal, as MetaTrader 5 writes it: UTF-16LE behind a byte order mark, a new file each day (UTC), and
 * in each line a mark of two letters, a severity, the time, the source and the text, with tabs between. Thread-safe.
 */
final class TerminalJournal {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xFF, (byte) 0xFE};

    private final Path folder;
    private final Clock clock;

    TerminalJournal(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    void info(String source, String text) {
        append(0, source, text);
    }

    void error(String source, String text) {
        append(2, source, text);
    }

    private synchronized void append(int severity, String source, String text) {
        Instant now = clock.instant();
        String rest = "\t" + severity + "\t" + TIME.format(now) + "\t" + source + "\t" + text + "\r\n";
        Path file = folder.resolve(DAY.format(now) + ".log");
        try {
            Files.createDirectories(folder);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (!Files.exists(file) || Files.size(file) == 0) {
                bytes.writeBytes(BYTE_ORDER_MARK);
            }
            bytes.writeBytes((mark(rest) + rest).getBytes(StandardCharsets.UTF_16LE));
            Files.write(file, bytes.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            System.err.println("can't write to " + file + ": " + e);
        }
    }

    private static String mark(String line) {
        CRC32 sum = new CRC32();
        sum.update(line.getBytes(StandardCharsets.UTF_8));
        long value = sum.getValue();
        return "" + (char) ('A' + value % 26) + (char) ('A' + value / 26 % 26);
    }
}
