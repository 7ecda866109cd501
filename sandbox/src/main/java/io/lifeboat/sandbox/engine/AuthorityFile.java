package io.lifeboat.sandbox.engine;

import io.lifeboat.sandbox.process.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last authority that was seen, kept on disk: the engine goes on with it while Kafka is away. Thread-safe. */
final class AuthorityFile {

    private final Path file;
    private volatile @Nullable Authority last;

    AuthorityFile(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.getParent());
        if (Files.exists(file)) {
            var json = Json.read(Files.readString(file));
            last = new Authority(
                    json.path("holder").asText(),
                    json.path("epoch").asLong(),
                    json.path("mayTrade").asBoolean(true));
        }
    }

    Optional<Authority> last() {
        return Optional.ofNullable(last);
    }

    /** @return whether it is news */
    synchronized boolean seen(Authority authority) throws IOException {
        Authority known = last;
        if (known != null && !known.isReplacedBy(authority)) {
            return false;
        }
        Path written = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(
                written,
                Json.write(Json.object()
                        .put("holder", authority.holder())
                        .put("epoch", authority.epoch())
                        .put("mayTrade", authority.mayTrade())));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        last = authority;
        return true;
    }
}
