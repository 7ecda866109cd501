package io.lifeboat.sandbox.process;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A log in the form of Python's logging module: {@code 2025-04-11 12:00:00,123 ERROR engine: …}, UTC. The file is opened
 * for each line, so that it may be rotated or deleted at any time. Thread-safe.
 */
public final class PythonLog {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS").withZone(ZoneOffset.UTC);

    private final Path file;
    private final String logger;
    private final Clock clock;
    private final @Nullable PrintStream debug;

    /** @param debug where everything is shown too, debug lines included; none to keep those to itself */
    public PythonLog(Path file, String logger, Clock clock, @Nullable PrintStream debug) {
        this.file = file;
        this.logger = logger;
        this.clock = clock;
        this.debug = debug;
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("can't make the folder of " + file, e);
        }
    }

    public void debug(String message) {
        if (debug != null) {
            line("DEBUG", message);
        }
    }

    public void info(String message) {
        line("INFO", message);
    }

    public void warning(String message) {
        line("WARNING", message);
    }

    public void error(String message) {
        line("ERROR", message);
    }

    private synchronized void line(String level, String message) {
        String line =
                TIME.format(clock.instant()) + " " + level + " " + logger + ": " + message.replace('\n', ' ') + "\n";
        if (debug != null) {
            debug.print(line);
            debug.flush();
        }
        try {
            Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            System.err.println("can't write to " + file + ": " + e);
        }
    }
}
