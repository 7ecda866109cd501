package io.lifeboat.backup.standby;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SHA-256 of files: one that nobody has touched since is not read again. One thread. */
final class Sums {

    /** File systems tell the time in steps: what was changed just now may be changed again without any sign of it. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private static final int BUFFER = 1 << 16;

    private final Map<Path, Known> known = new HashMap<>();

    private record Known(Map<String, Object> identity, String sum) {}

    /** @return none if it is not there any more */
    @Nullable
    String of(Path file, Instant now) throws IOException {
        try {
            Map<String, Object> identity = identity(file);
            Known before = known.get(file);
            if (before != null && before.identity().equals(identity)) {
                return before.sum();
            }
            String sum = read(file);
            FileTime changed = (FileTime) identity.getOrDefault("ctime", FileTime.from(now));
            if (changed.toInstant().isBefore(now.minus(SETTLED)) && identity.equals(identity(file))) {
                known.put(file, new Known(identity, sum));
            }
            return sum;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Forgets all others. */
    void keep(Set<Path> files) {
        known.keySet().retainAll(files);
    }

    private static Map<String, Object> identity(Path file) throws IOException {
        return Files.readAttributes(file, "unix:ino,ctime,lastModifiedTime,size", LinkOption.NOFOLLOW_LINKS);
    }

    private static String read(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
