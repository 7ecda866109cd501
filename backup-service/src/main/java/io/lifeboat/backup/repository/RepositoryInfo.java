package io.lifeboat.backup.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.pack.PlainJson;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;

/**
 * {@code repo.json}, which lies there twice: without the id no manifest can be read.
 *
 * @param format of everything in the repository
 * @param id unique; manifests are bound to it
 * @param encrypted whether packs and manifests are
 * @param check of all of it
 */
record RepositoryInfo(int format, String id, boolean encrypted, Instant createdAt, String check) {

    static final int FORMAT = 1;

    RepositoryInfo {
        for (Object part : new Object[] {id, createdAt, check}) {
            Objects.requireNonNull(part);
        }
    }

    static RepositoryInfo create(String id, boolean encrypted, Instant now) {
        return new RepositoryInfo(FORMAT, id, encrypted, now, sum(FORMAT, id, encrypted, now));
    }

    byte[] bytes() throws IOException {
        return PlainJson.write(this);
    }

    /**
     * @throws NewerFormatException if this version does not know its format
     * @throws DamagedException if it is not what was written
     */
    static RepositoryInfo read(byte[] bytes) throws IOException {
        int format = PlainJson.format(bytes);
        if (format > FORMAT) {
            throw new NewerFormatException(
                    "a repository of format %d, this Lifeboat knows %d: use a newer one".formatted(format, FORMAT));
        }
        try {
            RepositoryInfo info = PlainJson.read(bytes, RepositoryInfo.class);
            if (!sum(info.format(), info.id(), info.encrypted(), info.createdAt())
                    .equals(info.check())) {
                throw new DamagedException("it does not match its checksum");
            }
            return info;
        } catch (DamagedException e) {
            throw new DamagedException("repo.json: " + e.getMessage(), e);
        }
    }

    /** Whoever wrote it, a version that does not know it must leave it alone. */
    static final class NewerFormatException extends IOException {

        private static final long serialVersionUID = 1L;

        NewerFormatException(String message) {
            super(message);
        }
    }

    private static String sum(int format, String id, boolean encrypted, Instant createdAt) {
        String all = "%d\n%s\n%b\n%s\n".formatted(format, id, encrypted, createdAt);
        return Hash.sha256(all.getBytes(UTF_8)).hex();
    }
}
