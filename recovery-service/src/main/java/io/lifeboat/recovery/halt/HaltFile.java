package io.lifeboat.recovery.halt;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The automation's kill switch as a file, which is there or not: it needs no database, no broker and no service. */
public final class HaltFile {

    private static final String NAME = "automation.halt";

    private final Path file;

    /** @param state the recovery service's state folder */
    public HaltFile(Path state) {
        this.file = state.toAbsolutePath().normalize().resolve(NAME);
    }

    /** Why it is halted; a file that can't be read halts as well as one that can. */
    public Optional<String> reason() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.of("by " + file + ", which can't be read");
        }
    }

    /** On disk when this returns. */
    public void set(String reason) throws IOException {
        Path folder = Files.createDirectories(file.getParent());
        Path written = Files.createTempFile(folder, NAME, ".new");
        Files.writeString(written, reason + "\n");
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
}
