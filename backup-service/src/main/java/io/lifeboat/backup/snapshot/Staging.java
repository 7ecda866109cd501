package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.repository.FileEntry;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.repository.SnapshotReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes a snapshot's files to where they are wanted, each compared with its checksum, and all of it on disk. */
final class Staging {

    private static final int THREADS = 2;

    private final Repository repository;
    private final SnapshotManifest manifest;

    Staging(Repository repository, SnapshotManifest manifest) {
        this.repository = repository;
        this.manifest = manifest;
    }

    private record Placed(FileEntry entry, Path path) {}

    /**
     * Everything at or below one path of a host. Folders first and links last, so that nothing is written through a link.
     *
     * @param to what that path becomes; nothing lies there yet. What is written is left there if this fails
     */
    void write(String host, String path, Path to) throws IOException {
        List<Placed> all = placed(host, path, to);
        List<Placed> folders = of(all, FileEntry.Type.FOLDER);
        for (Placed folder : folders) {
            Files.createDirectory(folder.path());
        }
        List<Placed> files = of(all, FileEntry.Type.FILE);
        SnapshotReader.write(
                repository,
                manifest,
                files.stream()
                        .map(file -> new SnapshotReader.Target(file.entry(), file.path()))
                        .toList(),
                THREADS);
        for (Placed file : files) {
            stamp(file);
        }
        for (Placed link : of(all, FileEntry.Type.LINK)) {
            Files.createSymbolicLink(
                    link.path(), Path.of(String.valueOf(link.entry().target())));
        }
        // Last, because writing into a folder changes its time, and its mode may forbid it.
        for (Placed folder : folders.reversed()) {
            stamp(folder);
            try (FileChannel channel = FileChannel.open(folder.path(), StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private List<Placed> placed(String host, String path, Path to) throws IOException {
        List<Placed> placed = new ArrayList<>();
        for (FileEntry entry : manifest.files()) {
            if (entry.host().equals(host)
                    && (entry.path().equals(path) || entry.path().startsWith(path + "/"))) {
                placed.add(new Placed(entry, below(entry, path, to)));
            }
        }
        if (placed.isEmpty()) {
            throw new IOException("snapshot %s holds nothing of %s:%s".formatted(manifest.id(), host, path));
        }
        placed.sort(Comparator.comparing(Placed::path));
        return placed;
    }

    /** A manifest may be sealed by who has the key: its paths are not trusted to stay below the target all the same. */
    private Path below(FileEntry entry, String path, Path to) throws DamagedException {
        try {
            String relative = entry.path().substring(path.length()).replaceFirst("^/", "");
            Path target = to.resolve(relative).normalize();
            if (target.startsWith(to) && target.equals(to.resolve(relative))) {
                return target;
            }
        } catch (InvalidPathException e) {
            // Told below.
        }
        throw new DamagedException("%s: %s leads out of %s".formatted(repository.name(), entry.describe(), path));
    }

    private static List<Placed> of(List<Placed> all, FileEntry.Type type) {
        return all.stream().filter(one -> one.entry().type() == type).toList();
    }

    private static void stamp(Placed one) throws IOException {
        Files.setPosixFilePermissions(one.path(), FileMode.parse(one.entry().mode()));
        Files.setLastModifiedTime(one.path(), FileTime.from(one.entry().mtime()));
    }
}
