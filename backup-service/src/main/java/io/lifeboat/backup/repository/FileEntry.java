package io.lifeboat.backup.repository;

import java.time.Instant;
import java.util.List;
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
 * @param identity what tells that a file was not touched since: inode and times; none if that can't be relied on
 * @param content of a file, from its beginning to its end
 */
public record FileEntry(
        String host,
        String path,
        Type type,
        String mode,
        Instant mtime,
        long size,
        @Nullable String sha256,
        @Nullable String target,
        @Nullable String identity,
        List<Extent> content) {

    public enum Type {
        FILE,
        FOLDER,
        LINK
    }

    public FileEntry {
        content = List.copyOf(content);
    }

    /** For a person. */
    public String describe() {
        return host + ":" + path;
    }
}
