package io.lifeboat.backup.standby;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tree of files on a host. What vanishes while it is listed is not there; all else that can't be read is told.
 *
 * @param name host and path, for a person
 * @param root where that is from here
 */
record StateTree(String name, Path root) {

    /** By their paths within the tree; links are not followed. */
    Map<String, StateFile> list() throws IOException {
        Map<String, StateFile> found = new HashMap<>();
        try {
            Files.walkFileTree(root.toRealPath(), new Listing(root.toRealPath(), found));
        } catch (NoSuchFileException e) {
            throw new IOException(name + " is missing (here: " + root + ")", e);
        } catch (AccessDeniedException e) {
            throw new IOException(name + " can't be read: permission denied (here: " + e.getFile() + ")", e);
        } catch (IOException e) {
            throw new IOException(name + " can't be read: " + e.getMessage() + " (here: " + root + ")", e);
        }
        return found;
    }

    private static final class Listing extends SimpleFileVisitor<Path> {

        private final Path root;
        private final Map<String, StateFile> found;

        Listing(Path root, Map<String, StateFile> found) {
            this.root = root;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            return visitFile(folder, attributes);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            try {
                found.put(root.relativize(file).toString(), seen(file, attributes));
            } catch (NoSuchFileException e) {
                // A link that has just gone.
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException && !file.equals(root)) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
            if (e != null && !(e instanceof NoSuchFileException && !folder.equals(root))) {
                throw e;
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static StateFile seen(Path file, BasicFileAttributes attributes) throws IOException {
        StateFile.Type type = attributes.isRegularFile()
                ? StateFile.Type.FILE
                : attributes.isDirectory()
                        ? StateFile.Type.FOLDER
                        : attributes.isSymbolicLink() ? StateFile.Type.LINK : StateFile.Type.OTHER;
        return new StateFile(
                type,
                type == StateFile.Type.FILE ? attributes.size() : 0,
                attributes.lastModifiedTime().toInstant(),
                type == StateFile.Type.LINK ? Files.readSymbolicLink(file).toString() : null);
    }
}
