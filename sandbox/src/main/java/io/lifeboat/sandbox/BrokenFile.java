package io.lifeboat.sandbox;

import io.lifeboat.sandbox.process.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/** Keeps when the bot was last broken, for whichever process asks. */
final class BrokenFile {

    private final Path file;

    BrokenFile(Path work) {
        file = work.resolve("broken.json");
    }

    void write(Disaster disaster, Instant at) {
        try {
            Path written = file.resolveSibling("broken.json.new");
            Files.writeString(
                    written,
                    Json.write(Json.object().put("disaster", disaster.words()).put("at", at.toString())));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file, e);
        }
    }

    Optional<Instant> read() {
        try {
            return Files.exists(file)
                    ? Optional.of(Instant.parse(
                            Json.read(Files.readString(file)).path("at").asText()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }
}
