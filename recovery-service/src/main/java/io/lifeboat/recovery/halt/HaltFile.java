package io.lifeboat.recovery.halt;

import io.lifeboat.event.EventIds;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A kill switch as a file, which is there or not: it needs no database, no broker and no service. */
public final class HaltFile {

    private static final String BY = "by: ";
    private static final String ID = "id: ";

    private final HaltPart part;
    private final Path file;

    /** @param state the recovery service's state folder */
    public HaltFile(Path state, HaltPart part) {
        this.part = part;
        this.file = state.toAbsolutePath().normalize().resolve(part.word() + ".halt");
    }

    /** Why it is halted; a file that can't be read halts as well as one that can. */
    public Optional<String> reason() {
        try {
            return read().map(HaltNote::words);
        } catch (IOException e) {
            return Optional.of("by " + file + ", which can't be read");
        }
    }

    /**
     * What it says. One that was made by hand says less, and halts all the same.
     *
     * @throws IOException if it is there and can't be read
     */
    Optional<HaltNote> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        String reason =
                String.join(" ", lines.stream().filter(line -> !isOurs(line)).toList());
        return Optional.of(new HaltNote(
                value(lines, ID).flatMap(HaltFile::uuid).orElseGet(() -> byHand(lines)),
                value(lines, BY).orElse("by hand"),
                reason.isBlank() ? "by " + file : reason.strip()));
    }

    /** On disk when this returns. */
    public void set(HaltNote note) throws IOException {
        Path folder = Files.createDirectories(file.getParent());
        Path written = Files.createTempFile(folder, file.getFileName().toString(), ".new");
        String reason = note.reason().replaceAll("\\R", " ");
        Files.writeString(
                written, reason + "\n" + BY + note.by().replaceAll("\\R", " ") + "\n" + ID + note.id() + "\n");
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    public void clear() throws IOException {
        Files.deleteIfExists(file);
    }

    public Path path() {
        return file;
    }

    /** The same as long as the file is the same: replacing it halts anew. */
    private UUID byHand(List<String> lines) {
        try {
            return EventIds.deterministic(
                    "halt",
                    part.word(),
                    String.valueOf(Files.getLastModifiedTime(file).toMillis()),
                    String.join("\n", lines));
        } catch (IOException e) {
            return EventIds.deterministic("halt", part.word(), String.join("\n", lines));
        }
    }

    private static boolean isOurs(String line) {
        return line.startsWith(BY) || line.startsWith(ID);
    }

    private static Optional<String> value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
