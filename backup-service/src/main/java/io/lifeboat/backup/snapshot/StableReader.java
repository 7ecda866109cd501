package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.repository.SnapshotWriter.Draft;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;

/** Reads a file that nobody changes meanwhile: if somebody does, it is read again, a few times. */
final class StableReader {

    private static final int TRIES = 5;
    private static final int BUFFER = 1 << 17;

    private StableReader() {}

    /** Reads all of it, once. */
    interface Reading {
        Draft read(FileIdentity identity) throws IOException;
    }

    /** @param first what was found before the first reading */
    static Draft read(SourcePath source, FileIdentity first, Reading reading) throws IOException {
        FileIdentity before = first;
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            Draft draft = reading.read(before);
            FileIdentity after = FileIdentity.of(source);
            if (after.equals(before) && draft.size() == after.size()) {
                return draft;
            }
            before = after;
        }
        throw new SourceException(source.describe() + " changed each of the " + TRIES + " times it was read");
    }

    /** What can't be read is named; what can't be written is the repositories' to name. */
    static void copy(SourcePath source, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(source.here(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            for (int read = read(source, in, buffer); read >= 0; read = read(source, in, buffer)) {
                to.write(buffer, 0, read);
            }
        } catch (FileSystemException e) {
            throw Sources.unreadable(source, e);
        }
    }

    private static int read(SourcePath source, InputStream in, byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw Sources.unreadable(source, e);
        }
    }
}
