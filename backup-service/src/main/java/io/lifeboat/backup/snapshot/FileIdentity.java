package io.lifeboat.backup.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What changes with a file whenever anybody writes to it. */
record FileIdentity(Object inode, FileTime changed, FileTime modified, long size) {

    /** File systems tell the time in steps: what was changed just now may be changed again without any sign of it. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    static FileIdentity of(SourcePath source) throws IOException {
        try {
            Map<String, Object> found = Files.readAttributes(
                    source.here(), "unix:ino,ctime,lastModifiedTime,size", LinkOption.NOFOLLOW_LINKS);
            return new FileIdentity(
                    Objects.requireNonNull(found.get("ino")),
                    (FileTime) Objects.requireNonNull(found.get("ctime")),
                    (FileTime) Objects.requireNonNull(found.get("lastModifiedTime")),
                    (Long) Objects.requireNonNull(found.get("size")));
        } catch (IOException e) {
            throw Sources.unreadable(source, e);
        }
    }

    /** For the manifest; none if it was changed too short a time ago to tell. */
    @Nullable
    String text(Instant now) {
        return changed.toInstant().isBefore(now.minus(SETTLED))
                ? "%s %s %s".formatted(inode, changed.toInstant(), modified.toInstant())
                : null;
    }
}
