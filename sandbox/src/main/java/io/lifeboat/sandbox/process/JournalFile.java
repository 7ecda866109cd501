package io.lifeboat.sandbox.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** A file of JSON lines that only grows, each with the time {@code at} and the {@code event}. Thread-safe. */
public final class JournalFile {

    private final Path file;
    private final Clock clock;

    public JournalFile(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("can't make the folder of " + file, e);
        }
    }

    public Instant append(String event, ObjectNode details) {
        Instant at = clock.instant();
        append(at, event, details);
        return at;
    }

    public synchronized void append(Instant at, String event, ObjectNode details) {
        ObjectNode line = Json.object().put("at", at.toString()).put("event", event);
        line.setAll(details);
        try {
            Files.writeString(file, Json.write(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write to " + file, e);
        }
    }

    /** Every whole line so far; none if there is no file. */
    public static List<ObjectNode> read(Path file) {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            String text = Files.readString(file);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            List<ObjectNode> entries = new java.util.ArrayList<>();
            for (String line : whole.lines().toList()) {
                entries.add(Json.read(line));
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }
}
