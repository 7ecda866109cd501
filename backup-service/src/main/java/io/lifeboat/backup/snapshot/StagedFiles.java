package io.lifeboat.backup.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What an interrupted restore has left. Links are seen, and never followed. */
final class StagedFiles {

    private StagedFiles() {}

    /** The size of each file that has no other name elsewhere: through that somebody else could write to it. */
    static Map<Path, Long> find(Path stage) throws IOException {
        Map<Path, Long> found = new HashMap<>();
        if (Files.isDirectory(stage, LinkOption.NOFOLLOW_LINKS)) {
            find(stage, found);
        } else {
            add(stage, found);
        }
        return found;
    }

    private static void find(Path folder, Map<Path, Long> found) throws IOException {
        for (Path child : children(folder)) {
            if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                find(child, found);
            } else {
                add(child, found);
            }
        }
    }

    private static void add(Path file, Map<Path, Long> found) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Integer.valueOf(1).equals(Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS))) {
            found.put(file, Files.size(file));
        }
    }

    /** Removes all but these. */
    static void clear(Path path, Set<Path> folders, Set<Path> files) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) || files.contains(path)) {
            return;
        }
        if (!folders.contains(path) || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Stage.delete(path);
            return;
        }
        for (Path child : children(path)) {
            clear(child, folders, files);
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        Stage.open(folder);
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }
}
