package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.progress.MeteredOutput;
import io.lifeboat.backup.progress.Progress;
import io.lifeboat.backup.repository.FileEntry;
import io.lifeboat.backup.repository.SnapshotWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts what is found at the sources into a snapshot. */
final class FileCollector {

    private static final String PRIVATE = FileMode.of(PosixFilePermissions.fromString("rw-------"));

    private final SnapshotWriter writer;
    private final Instant now;
    private final Progress progress;

    /** @param now when the snapshot was begun */
    FileCollector(SnapshotWriter writer, Instant now, Progress progress) {
        this.writer = writer;
        this.now = now;
        this.progress = progress;
    }

    /** Copies a file that is written on all the time, and knows what that means. */
    interface Copier {
        void copy(OutputStream to) throws IOException;
    }

    /** A file is taken from the snapshot before if nobody has touched it since. */
    void add(SourcePath source, PosixFileAttributes attributes) throws IOException {
        if (attributes.isDirectory()) {
            writer.add(entry(source, FileEntry.Type.FOLDER, attributes, 0, null, null));
        } else if (attributes.isSymbolicLink()) {
            String target = Files.readSymbolicLink(source.here()).toString();
            writer.add(entry(source, FileEntry.Type.LINK, attributes, 0, target, null));
        } else if (attributes.isRegularFile()) {
            FileIdentity identity = FileIdentity.of(source);
            if (writer.reuse(file(source, attributes, identity))) {
                progress.add(identity.size());
            } else {
                writer.keep(StableReader.read(source, identity, seen -> read(source, attributes, seen)));
            }
        } else {
            throw new SourceException(source.describe() + " is neither a file nor a folder nor a link");
        }
    }

    /** @param paged whether it consists of a database's pages */
    void addChanging(SourcePath source, PosixFileAttributes attributes, boolean paged, Copier copier)
            throws IOException {
        FileEntry entry = entry(source, FileEntry.Type.FILE, attributes, attributes.size(), null, null);
        writer.add(entry, paged, to -> copier.copy(new MeteredOutput(to, progress)));
    }

    /** What is no file, and becomes one when it is restored: for its owner alone. */
    void addStream(String host, String path, Copier copier) throws IOException {
        FileEntry entry = new FileEntry(host, path, FileEntry.Type.FILE, PRIVATE, now, 0, null, null, null, List.of());
        writer.addStream(entry, copier::copy);
    }

    private SnapshotWriter.Draft read(SourcePath source, PosixFileAttributes attributes, FileIdentity identity)
            throws IOException {
        return writer.read(
                file(source, attributes, identity),
                false,
                to -> StableReader.copy(source, new MeteredOutput(to, progress)));
    }

    private FileEntry file(SourcePath source, PosixFileAttributes attributes, FileIdentity identity) {
        return entry(source, FileEntry.Type.FILE, attributes, identity.size(), null, identity.text(now));
    }

    private static FileEntry entry(
            SourcePath source,
            FileEntry.Type type,
            PosixFileAttributes attributes,
            long size,
            @Nullable String target,
            @Nullable String identity) {
        return new FileEntry(
                source.host(),
                source.path(),
                type,
                FileMode.of(attributes.permissions()),
                attributes.lastModifiedTime().toInstant(),
                size,
                null,
                target,
                identity,
                List.of());
    }
}
