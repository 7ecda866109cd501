package io.lifeboat.backup.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;

/**
 * Copies a file that nobody changes meanwhile: if somebody does, it is copied again, a few times. The copy lies in a
 * draft file, because an archive must know a file's size before its content.
 */
final class StableReader {

    private static final int TRIES = 5;
    private static final List<String> IDENTITY = List.of("size", "lastModifiedTime", "ctime", "ino");

    private final Path draft;
    private final Copier copier;

    /** @param draft overwritten by each copy */
    StableReader(Path draft) {
        this(draft, StableReader::copy);
    }

    StableReader(Path draft, Copier copier) {
        this.draft = draft;
        this.copier = copier;
    }

    interface Copier {
        void copy(Path from, OutputStream to) throws IOException;
    }

    /** @param content where it lies until the next copy */
    record Copy(Path content, long size, String sha256) {}

    Copy read(SourcePath source) throws IOException {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            Map<String, Object> before = identity(source);
            MessageDigest digest = Sha256.start();
            try (OutputStream to = new DigestOutputStream(Files.newOutputStream(draft), digest)) {
                copier.copy(source.here(), to);
            } catch (IOException e) {
                throw Sources.unreadable(source, e);
            }
            long size = Files.size(draft);
            if (identity(source).equals(before) && Long.valueOf(size).equals(before.get("size"))) {
                return new Copy(draft, size, Sha256.hex(digest.digest()));
            }
        }
        throw new SourceException(source.describe() + " changed each of the " + TRIES + " times it was read");
    }

    /** A file that is written on all the time: as it is, once, by a copier that knows what that means. */
    Copy readChanging(SourcePath source, Copier as) throws IOException {
        MessageDigest digest = Sha256.start();
        try (OutputStream to = new DigestOutputStream(Files.newOutputStream(draft), digest)) {
            as.copy(source.here(), to);
        }
        return new Copy(draft, Files.size(draft), Sha256.hex(digest.digest()));
    }

    private static Map<String, Object> identity(SourcePath source) throws IOException {
        try {
            return Files.readAttributes(source.here(), "unix:" + String.join(",", IDENTITY), LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw Sources.unreadable(source, e);
        }
    }

    private static void copy(Path from, OutputStream to) throws IOException {
        try (InputStream in = Files.newInputStream(from, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            in.transferTo(to);
        }
    }
}
