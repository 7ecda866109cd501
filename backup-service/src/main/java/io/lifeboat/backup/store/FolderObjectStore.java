package io.lifeboat.backup.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Objects as files. An object is written under another name beside its own, synchronised, and hard-linked: a link is
 * made once, and never over something. Names that begin with a dot are drafts and locks, and no objects.
 */
public final class FolderObjectStore implements ObjectStore {

    private static final int PAGE = 1000;

    /**
     * The JVM copies what is read and written through a buffer of its own. Of what is longer than this it makes a new one
     * each time, whose memory the system must first clear.
     */
    private static final int STEP = 256 << 10;

    private static final Object REPLACING = new Object();

    private final String name;
    private final Path root;

    /** @param root need not exist yet */
    public FolderObjectStore(String name, Path root) {
        this.name = name;
        this.root = root;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Put create(String key, byte[] bytes) throws IOException {
        Path file = file(key);
        try {
            Path draft = draft(file, bytes);
            try {
                Files.createLink(file, draft);
            } catch (FileAlreadyExistsException e) {
                if (Arrays.equals(Files.readAllBytes(file), bytes)) {
                    // Who made it may have crashed before its name was on the disk.
                    FolderDurability.sync(parent(file));
                    return Put.FOUND;
                }
                throw new ObjectExistsException(name, key);
            } finally {
                Files.deleteIfExists(draft);
            }
            FolderDurability.sync(parent(file));
            return Put.CREATED;
        } catch (ObjectExistsException e) {
            throw e;
        } catch (IOException e) {
            throw failed("can't write " + file, e);
        }
    }

    @Override
    public Optional<Stored> get(String key) throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(file(key));
            return Optional.of(new Stored(bytes, Tags.of(bytes)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("can't read " + key, e);
        }
    }

    @Override
    public Optional<String> sha256(String key) throws IOException {
        try (FileChannel channel = FileChannel.open(file(key), StandardOpenOption.READ)) {
            return Optional.of(Tags.of(channel));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("can't read " + key, e);
        }
    }

    @Override
    public byte[] range(String key, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try (FileChannel channel = FileChannel.open(file(key), StandardOpenOption.READ)) {
            while (bytes.position() < length) {
                bytes.limit(Math.min(length, bytes.position() + STEP));
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new IOException("it ends at byte " + channel.size());
                }
            }
            return bytes.array();
        } catch (IOException e) {
            throw failed("can't read %d bytes at %d of %s".formatted(length, offset, key), e);
        }
    }

    @Override
    public Optional<Head> head(String key) throws IOException {
        try {
            return Optional.of(head(key, file(key)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("can't look at " + key, e);
        }
    }

    @Override
    public Page list(String prefix, @Nullable String after) throws IOException {
        Path folder = root.resolve(ObjectKeys.checkPrefix(prefix));
        if (!Files.isDirectory(folder)) {
            return new Page(List.of(), false);
        }
        try {
            List<String> keys = files(folder).stream()
                    .map(file -> root.relativize(file).toString())
                    .filter(key -> after == null || key.compareTo(after) > 0)
                    .sorted()
                    .limit(PAGE + 1L)
                    .toList();
            List<Head> page = new ArrayList<>();
            for (String key : keys.subList(0, Math.min(PAGE, keys.size()))) {
                head(key).ifPresent(page::add);
            }
            return new Page(page, keys.size() > PAGE);
        } catch (IOException e) {
            throw failed("can't list " + folder, e);
        }
    }

    /** Of which some, and every draft, may go while they are listed. */
    private static List<Path> files(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && !name(file).startsWith(".")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        return found;
    }

    @Override
    public void delete(String key) throws IOException {
        Path file = file(key);
        try {
            if (Files.deleteIfExists(file)) {
                FolderDurability.sync(parent(file));
            }
        } catch (IOException e) {
            throw failed("can't delete " + key, e);
        }
    }

    /** Compared and moved under a lock, which other processes see too. */
    @Override
    public Optional<String> replace(String key, byte[] bytes, String tag) throws IOException {
        Path file = file(key);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        synchronized (REPLACING) {
            try (FileChannel lock = FileChannel.open(
                            root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var held = lock.lock()) {
                if (!Files.exists(file) || !Tags.of(Files.readAllBytes(file)).equals(tag)) {
                    return Optional.empty();
                }
                Files.move(draft(file, bytes), file, StandardCopyOption.ATOMIC_MOVE);
                FolderDurability.sync(parent(file));
                return Optional.of(Tags.of(bytes));
            } catch (IOException e) {
                throw failed("can't replace " + key, e);
            }
        }
    }

    private Path draft(Path file, byte[] bytes) throws IOException {
        FolderDurability.createFolders(parent(file));
        Path draft = file.resolveSibling(".draft-" + UUID.randomUUID());
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                rest.limit(Math.min(bytes.length, rest.position() + STEP));
                channel.write(rest);
                rest.limit(bytes.length);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
        return draft;
    }

    private static Head head(String key, Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Head(key, attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    private Path file(String key) {
        return root.resolve(ObjectKeys.check(key));
    }

    private Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? root : parent;
    }

    private static String name(Path file) {
        Path last = file.getFileName();
        return last == null ? "" : last.toString();
    }

    private IOException failed(String what, IOException e) {
        return new IOException("%s: %s: %s".formatted(name, what, FolderDurability.reason(e)), e);
    }
}
