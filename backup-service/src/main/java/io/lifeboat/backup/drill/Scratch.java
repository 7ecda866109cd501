package io.lifeboat.backup.drill;

import io.lifeboat.backup.store.FolderRemoval;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The folder of one drill, which nobody else has meanwhile. What a drill that was killed has left there is removed first. */
final class Scratch implements AutoCloseable {

    private static final int GRACE_SECONDS = 10;

    private final Path folder;
    private final FileChannel channel;
    private final Room room;

    private Scratch(Path folder, FileChannel channel, Room room) {
        this.folder = folder;
        this.channel = channel;
        this.room = room;
    }

    /** How many bytes are free where a folder is. */
    interface Room {
        Room ON_DISK = folder -> Files.getFileStore(folder).getUsableSpace();

        long in(Path folder) throws IOException;
    }

    /** @throws DrillUnderWayException if another drill of the component is under way there */
    static Scratch open(Path parent, String component, Room room) throws IOException {
        Files.createDirectories(parent);
        FileChannel channel = FileChannel.open(
                parent.resolve(component + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock(channel) == null) {
                throw new DrillUnderWayException("another drill of %s is under way in %s".formatted(component, parent));
            }
            Scratch scratch = new Scratch(parent.resolve(component).toAbsolutePath(), channel, room);
            scratch.clear();
            Files.createDirectory(scratch.folder);
            return scratch;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path folder() {
        return folder;
    }

    /** @throws IOException if what is to be restored will not fit */
    void require(long bytes) throws IOException {
        long free = room.in(folder);
        long wanted = bytes + bytes / 4;
        if (free < wanted) {
            throw new IOException("%s has %d bytes free, and the drill needs %d: set LIFEBOAT_BACKUP_DRILL_FOLDER"
                    .formatted(folder, free, wanted));
        }
    }

    @Override
    public void close() throws IOException {
        try {
            clear();
        } finally {
            channel.close();
        }
    }

    private void clear() throws IOException {
        if (Files.isDirectory(folder)) {
            for (Path pid : FolderRemoval.find(folder, "postmaster.pid")) {
                orphan(pid).ifPresent(Scratch::end);
            }
            FolderRemoval.remove(folder);
        }
    }

    /** The server of a drill that was killed: what a process runs on is in its command line. */
    private static Optional<ProcessHandle> orphan(Path pid) throws IOException {
        String first = Files.readAllLines(pid).stream().findFirst().orElse("").strip();
        String data = String.valueOf(pid.getParent());
        return first.matches("\\d+")
                ? ProcessHandle.of(Long.parseLong(first))
                        .filter(process -> process.info()
                                .commandLine()
                                .filter(line -> line.contains(data))
                                .isPresent())
                : Optional.empty();
    }

    private static void end(ProcessHandle server) {
        server.destroyForcibly();
        try {
            server.onExit().orTimeout(GRACE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            // Then its files can't be removed, and that says so.
        }
    }
}
