package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.repository.FileEntry;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.repository.SnapshotReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a snapshot's files to where they are wanted, each compared with its checksum, and all of it on disk. What lies
 * there already is read: what is the snapshot's stays, and all else goes.
 */
final class Staging {

    private static final int THREADS = 2;
    private static final int BUFFER = 1 << 18;

    private final Repository repository;
    private final SnapshotManifest manifest;
    private final Path stage;
    private final List<Target.Part> without;
    private final List<Placed> all = new ArrayList<>();
    private final Set<Path> whole = new HashSet<>();

    private record Placed(FileEntry entry, Path path) {}

    /**
     * @param without what of its parts goes elsewhere
     * @throws NotInSnapshotException if there is nothing of one of the parts
     */
    Staging(Repository repository, SnapshotManifest manifest, Target target, List<Target.Part> without)
            throws IOException {
        this.repository = repository;
        this.manifest = manifest;
        this.stage = target.stage();
        this.without = List.copyOf(without);
        for (Target.Part part : target.parts()) {
            all.addAll(placed(target, part));
        }
        all.sort(Comparator.comparing(Placed::path));
    }

    List<FileEntry> files() {
        return of(FileEntry.Type.FILE).stream().map(Placed::entry).toList();
    }

    /** Finds which of the files lie there whole, by reading them. */
    void look() throws IOException {
        Map<Path, Long> there = StagedFiles.find(stage);
        for (Placed file : of(FileEntry.Type.FILE)) {
            Long size = there.get(file.path());
            if (size != null && size == file.entry().size() && isWhole(file)) {
                whole.add(file.path());
            }
        }
    }

    /** Files that must be read from the repository. */
    List<FileEntry> missing() {
        return missingFiles().stream().map(Placed::entry).toList();
    }

    /** Of what need not be read again. */
    long bytesThere() {
        return of(FileEntry.Type.FILE).stream()
                .filter(file -> whole.contains(file.path()))
                .mapToLong(file -> file.entry().size())
                .sum();
    }

    /** Folders first and links last, so that nothing is written through a link. What is written stays if this fails. */
    void write() throws IOException {
        List<Placed> folders = of(FileEntry.Type.FOLDER);
        Set<Path> wanted = new HashSet<>();
        for (Placed one : all) {
            Path folder = one.entry().type() == FileEntry.Type.FOLDER
                    ? one.path()
                    : one.path().resolveSibling("");
            for (Path above = folder; above.startsWith(stage); above = above.resolveSibling("")) {
                wanted.add(above);
            }
        }
        StagedFiles.clear(stage, wanted, whole);
        for (Path folder : wanted.stream().sorted().toList()) {
            if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(folder);
            }
        }
        keepToOurselves();
        SnapshotReader.write(
                repository,
                manifest,
                missingFiles().stream()
                        .map(file -> new SnapshotReader.Target(file.entry(), file.path()))
                        .toList(),
                THREADS);
        for (Path file : whole) {
            sync(file);
        }
        for (Placed file : of(FileEntry.Type.FILE)) {
            stamp(file);
        }
        for (Placed link : of(FileEntry.Type.LINK)) {
            Files.createSymbolicLink(
                    link.path(), Path.of(String.valueOf(link.entry().target())));
        }
        // Last, because writing into a folder changes its time, and its mode may forbid it.
        for (Placed folder : folders.reversed()) {
            stamp(folder);
        }
        for (Path folder : wanted) {
            sync(folder);
        }
    }

    /** A file gets its mode at the end, and may be one that not everybody may read. */
    private void keepToOurselves() throws IOException {
        if (Files.isDirectory(stage, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(stage, PosixFilePermissions.fromString("rwx------"));
        } else if (missingFiles().stream().anyMatch(file -> file.entry().size() > 0)) {
            Files.createFile(stage, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    private List<Placed> missingFiles() {
        return of(FileEntry.Type.FILE).stream()
                .filter(file -> !whole.contains(file.path()))
                .toList();
    }

    private boolean isWhole(Placed file) throws IOException {
        MessageDigest digest = Hash.sha256();
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
        }
        return HexFormat.of().formatHex(digest.digest()).equals(file.entry().sha256());
    }

    private List<Placed> placed(Target target, Target.Part part) throws IOException {
        List<FileEntry> entries = manifest.files().stream()
                .filter(part::has)
                .filter(entry -> without.stream().noneMatch(other -> other.has(entry)))
                .toList();
        if (entries.isEmpty()) {
            throw new NotInSnapshotException(manifest.id(), part.describe());
        }
        boolean isFolder = entries.stream()
                .noneMatch(entry -> entry.path().equals(part.path()) && entry.type() != FileEntry.Type.FOLDER);
        Path to = stage;
        if (target.parts().size() > 1) {
            to = stage.resolve(part.host()).resolve(part.path().substring(1)).normalize();
        } else if (target.folder() && !isFolder) {
            to = stage.resolve(part.path().substring(part.path().lastIndexOf('/') + 1));
        }
        List<Placed> placed = new ArrayList<>();
        for (FileEntry entry : entries) {
            placed.add(new Placed(entry, below(entry, part.path(), to)));
        }
        return placed;
    }

    /** A manifest may be sealed by who has the key: its paths are not trusted to stay below the target all the same. */
    private Path below(FileEntry entry, String path, Path to) throws DamagedException {
        try {
            String relative = entry.path().substring(path.length()).replaceFirst("^/", "");
            Path target = to.resolve(relative).normalize();
            if (to.startsWith(stage) && target.startsWith(to) && target.equals(to.resolve(relative))) {
                return target;
            }
        } catch (InvalidPathException e) {
            // Told below.
        }
        throw new DamagedException("%s: %s leads out of %s".formatted(repository.name(), entry.describe(), path));
    }

    private List<Placed> of(FileEntry.Type type) {
        return all.stream().filter(one -> one.entry().type() == type).toList();
    }

    private static void stamp(Placed one) throws IOException {
        Files.setPosixFilePermissions(one.path(), FileMode.parse(one.entry().mode()));
        Files.setLastModifiedTime(one.path(), FileTime.from(one.entry().mtime()));
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
