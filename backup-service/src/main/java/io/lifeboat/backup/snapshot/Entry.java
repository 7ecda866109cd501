package io.lifeboat.backup.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One file, folder or link in a snapshot.
 *
 * @param host the catalog's id
 * @param path absolute, on that host
 * @param mode in octal, such as {@code 0640}
 * @param size in bytes; 0 for what is no file
 * @param sha256 of a file's content, in hex
 * @param target of a link, as it is written in it
 */
record Entry(
        String host,
        String path,
        Type type,
        String mode,
        Instant mtime,
        long size,
        @Nullable String sha256,
        @Nullable String target) {

    enum Type {
        FILE,
        FOLDER,
        LINK
    }

    /** In the archive. */
    String name() {
        return host + path + (type == Type.FOLDER ? "/" : "");
    }

    /** For a person. */
    String describe() {
        return host + ":" + path;
    }
}
