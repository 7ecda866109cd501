package io.lifeboat.sandbox.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A copy of the primary's state, with its files' times. Each file is there whole, as it was or as it is. */
final class StateCopy {

    private final Path folder;
    private final Path written;

    /** @param folder the copy; what is being written lies beside it, because all that is in it is the primary's */
    StateCopy(Path folder) {
        this.folder = folder;
        this.written = folder.resolveSibling("." + folder.getFileName() + ".new");
    }

    /** Fetches what was changed, and removes what the primary has no more. */
    void follow(List<StateEntry> entries, PrimaryState primary) throws IOException {
        Files.createDirectories(folder);
        Set<Path> wanted = new HashSet<>();
        for (StateEntry entry : entries) {
            Path target = folder.resolve(entry.path()).normalize();
            if (!target.startsWith(folder) || target.equals(folder)) {
                throw new IOException("the primary lists what is not in its state: " + entry.path());
            }
            wanted.add(target);
        }
        remove(wanted);
        for (StateEntry entry : entries) {
            Path target = folder.resolve(entry.path()).normalize();
            if (entry.folder()) {
                if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(target);
                    Files.createDirectories(target);
                }
            } else if (!isSame(target, entry)) {
                Optional<byte[]> content = primary.get(entry.path());
                if (content.isPresent()) {
                    replace(target, content.get(), entry);
                }
            }
        }
    }

    private void replace(Path target, byte[] content, StateEntry entry) throws IOException {
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            // Empty: what was in it is not listed.
            Files.delete(target);
        }
        Files.write(written, content);
        Files.setLastModifiedTime(written, FileTime.from(entry.modified()));
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private void remove(Set<Path> wanted) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            if (!file.equals(folder) && !wanted.contains(file)) {
                Files.delete(file);
            }
        }
    }

    private static boolean isSame(Path target, StateEntry entry) throws IOException {
        try {
            BasicFileAttributes there =
                    Files.readAttributes(target, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return there.isRegularFile()
                    && there.size() == entry.size()
                    && there.lastModifiedTime().toInstant().equals(entry.modified());
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
