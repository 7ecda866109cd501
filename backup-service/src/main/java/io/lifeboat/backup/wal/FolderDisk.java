package io.lifeboat.backup.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of the file system. */
final class FolderDisk implements SpoolDisk {

    private static final String DRAFT = ".draft";
    private static final int STEP = 1 << 20;

    private final Path folder;

    FolderDisk(Path folder) {
        this.folder = folder;
    }

    @Override
    public void write(String file, long at, byte[] bytes, int offset, int length) throws IOException {
        Files.createDirectories(folder);
        try (FileChannel channel =
                FileChannel.open(folder.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer from = ByteBuffer.wrap(bytes, offset, length);
            for (long position = at; from.hasRemaining(); ) {
                position += channel.write(from, position);
            }
        }
    }

    @Override
    public void force(String file) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(file), StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        sync();
    }

    @Override
    public void replace(String file, byte[] bytes) throws IOException {
        Files.createDirectories(folder);
        Path draft = folder.resolve(DRAFT);
        Files.write(draft, bytes);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        sync();
    }

    @Override
    public Optional<byte[]> read(String file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public byte[] read(String file, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try (FileChannel channel = FileChannel.open(folder.resolve(file), StandardOpenOption.READ)) {
            // What is read at once is also kept outside the heap, by each thread for ever.
            while (bytes.position() < length) {
                bytes.limit(Math.min(length, bytes.position() + STEP));
                if (channel.read(bytes, at + bytes.position()) < 0) {
                    throw new IOException("the spool's %s ends at byte %d".formatted(file, channel.size()));
                }
            }
        }
        return bytes.array();
    }

    @Override
    public long size(String file) throws IOException {
        return Files.size(folder.resolve(file));
    }

    @Override
    public void delete(String file) throws IOException {
        Files.deleteIfExists(folder.resolve(file));
    }

    @Override
    public List<String> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(DRAFT))
                    .toList();
        }
    }

    private void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
