package io.lifeboat.detector.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The detector's own folder, held by one process at a time. */
public final class StateFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel lock;

    private StateFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws IOException saying what is wrong with it and what to do */
    public static StateFolder open(Path path) throws IOException {
        String advice = " Name another folder with LIFEBOAT_DETECTOR_STATE.";
        FileChannel channel;
        try {
            Files.createDirectories(path);
            channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException("the state folder " + path + " can't be written: " + e + "." + advice, e);
        }
        if (!held(channel)) {
            channel.close();
            throw new IOException("another detector uses the state folder " + path + "." + advice);
        }
        return new StateFolder(path, channel);
    }

    public Path path() {
        return path;
    }

    /** A folder within, made if it is not there. */
    public Path folder(String name) throws IOException {
        return Files.createDirectories(path.resolve(name));
    }

    public boolean writable() {
        return Files.isWritable(path);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static boolean held(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
