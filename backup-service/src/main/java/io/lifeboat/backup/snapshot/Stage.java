package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.PlainJson;
import io.lifeboat.backup.repository.SnapshotManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder beside a target in which a restore is put together. What it is for stands in a file beside it, which one
 * restore holds at a time: so a restore that was killed can go on, and one that runs is left alone.
 */
final class Stage implements AutoCloseable {

    private final Target target;
    private final Path record;
    private final FileChannel channel;

    /** @param parts in words: of the same snapshot something else may be wanted */
    record What(int format, String component, String snapshot, String sha256, String target, List<String> parts) {

        private static final int FORMAT = 1;

        What {
            parts = List.copyOf(parts);
        }

        static What of(SnapshotManifest manifest, Target target) throws IOException {
            List<String> parts =
                    target.parts().stream().map(Target.Part::describe).toList();
            return new What(FORMAT, manifest.component(), manifest.id(), manifest.sha256(), target.name(), parts);
        }
    }

    private Stage(Target target, Path record, FileChannel channel) {
        this.target = target;
        this.record = record;
        this.channel = channel;
    }

    /** @throws IOException if another restore works on the target */
    static Stage open(Target target) throws IOException {
        Path record = target.stage().resolveSibling(target.stage().getFileName() + ".json");
        while (true) {
            FileChannel channel = FileChannel.open(
                    record,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            if (!isLocked(channel)) {
                channel.close();
                throw new IOException("another restore of " + target.name() + " runs: wait for its end");
            }
            // Else whoever had it has removed it meanwhile.
            if (Files.exists(record, LinkOption.NOFOLLOW_LINKS)) {
                return new Stage(target, record, channel);
            }
            channel.close();
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Whether an earlier restore of the very same has left it. Nothing in it is trusted for that. */
    boolean isOf(What what) throws IOException {
        return Files.isDirectory(target.stage(), LinkOption.NOFOLLOW_LINKS) && found().equals(Optional.of(what));
    }

    /**
     * From here on it is for this. What an earlier restore of something else has left is removed.
     *
     * @return what was removed, in words
     */
    Optional<String> begin(What what) throws IOException {
        if (isOf(what)) {
            return Optional.empty();
        }
        boolean isLeft = Files.exists(target.stage(), LinkOption.NOFOLLOW_LINKS);
        Optional<String> removed = isLeft
                ? Optional.of("%s held a part of %s, which an interrupted restore had left: it was discarded"
                        .formatted(
                                target.stage(),
                                found().map(other -> "snapshot " + other.snapshot() + " of " + other.parts())
                                        .orElse("something unknown")))
                : Optional.empty();
        discard();
        channel.truncate(0);
        ByteBuffer bytes = ByteBuffer.wrap(PlainJson.write(what));
        for (long at = 0; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
        channel.force(true);
        return removed;
    }

    void discard() throws IOException {
        if (Files.exists(target.stage(), LinkOption.NOFOLLOW_LINKS)) {
            delete(target.stage());
        }
    }

    /** What stays for the next attempt keeps its record. */
    @Override
    public void close() throws IOException {
        if (!Files.exists(target.stage(), LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(record);
        }
        channel.close();
    }

    static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            open(path);
            List<Path> children;
            try (Stream<Path> found = Files.list(path)) {
                children = found.toList();
            }
            for (Path child : children) {
                delete(child);
            }
        }
        Files.delete(path);
    }

    /** A folder that was finished may have a mode that forbids us to work in it. */
    static void open(Path folder) throws IOException {
        Set<PosixFilePermission> ours = EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
        Set<PosixFilePermission> now = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
        if (!now.containsAll(ours)) {
            ours.addAll(now);
            Files.setPosixFilePermissions(folder, ours);
        }
    }

    private Optional<What> found() throws IOException {
        channel.position(0);
        // Not closed: that would close the channel, and with it the lock.
        byte[] bytes = Channels.newInputStream(channel).readAllBytes();
        try {
            return Optional.of(PlainJson.read(bytes, What.class));
        } catch (DamagedException e) {
            return Optional.empty();
        }
    }
}
