package io.lifeboat.backup.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Who restored files belong to: whoever what they replace belongs to. A server does not start on another's files. */
final class Ownership {

    private Ownership() {}

    /** Leaves them our own where nothing is replaced. */
    static void like(Path replaced, Path restored) throws IOException {
        if (!Files.exists(replaced, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Owner wanted = of(replaced);
        if (wanted.equals(of(restored))) {
            return;
        }
        try (Stream<Path> all = Files.walk(restored)) {
            for (Path file : all.toList()) {
                set(file, "unix:gid", wanted.gid());
                set(file, "unix:uid", wanted.uid());
            }
        }
    }

    private static void set(Path file, String attribute, Object value) throws IOException {
        try {
            Files.setAttribute(file, attribute, value, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new IOException(
                    "can't give %s to %s %s: run as root, or as that user".formatted(file, attribute, value), e);
        }
    }

    private static Owner of(Path file) throws IOException {
        Map<String, Object> found = Files.readAttributes(file, "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
        return new Owner(Objects.requireNonNull(found.get("uid")), Objects.requireNonNull(found.get("gid")));
    }

    private record Owner(Object uid, Object gid) {}
}
