package io.lifeboat.sandbox.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The epoch of the engine's last order, kept over a restart: a test trade is the engine's, and has no other epoch. */
final class LastEpoch {

    private final Path file;
    private long last;

    LastEpoch(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.getParent());
        last = Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
    }

    synchronized void seen(long epoch) throws IOException {
        if (epoch > last) {
            Path written = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(written, String.valueOf(epoch));
            Files.move(written, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            last = epoch;
        }
    }

    synchronized long last() {
        return last;
    }
}
