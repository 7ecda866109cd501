package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.database.ClusterRestore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Where something is restored to. It takes its place at once, or not at all.
 *
 * @param name for a person
 * @param here the same from this machine
 * @param root what it is staged beside: itself, or the source that it lies in, which must not fill with what is staged
 * @param parts what of the snapshot becomes it
 * @param database whether it is a PostgreSQL server's data folder
 * @param folder whether it is a folder that takes the parts; else it becomes its one part
 */
record Target(String name, Path here, Path root, List<Part> parts, boolean database, boolean folder) {

    Target {
        parts = List.copyOf(parts);
    }

    /** A path of a host, and all that is below it. */
    record Part(String host, String path) {
        String describe() {
            return host + ":" + path;
        }
    }

    /** @throws IOException if it must not be replaced */
    void check(boolean over) throws IOException {
        if (database) {
            ClusterRestore.refuseIfRunning(here);
        }
        if (!over && !isEmpty()) {
            throw new TargetNotEmptyException(name);
        }
    }

    /** On the same file system, so that it can take the target's place at once. */
    Path stage() {
        return root.resolveSibling("." + root.getFileName() + ".restoring");
    }

    /** Whose owner the restored files get. */
    Path likeWhat() {
        return Files.exists(here, LinkOption.NOFOLLOW_LINKS) || here.equals(root) ? here : here.resolveSibling("");
    }

    /**
     * The staged takes the target's place.
     *
     * @return where what was there is kept; none if nothing was
     */
    Optional<String> swap(String snapshot) throws IOException {
        Optional<String> kept = Optional.empty();
        if (database) {
            ClusterRestore.refuseIfRunning(here);
        }
        // An empty folder gives way to another without a moment in which nothing is there.
        boolean isInTheWay = Files.exists(here, LinkOption.NOFOLLOW_LINKS)
                && !(Files.isDirectory(here, LinkOption.NOFOLLOW_LINKS)
                        && Files.isDirectory(stage(), LinkOption.NOFOLLOW_LINKS)
                        && isEmpty());
        if (isInTheWay) {
            Path aside = aside(snapshot);
            Files.move(here, aside, StandardCopyOption.ATOMIC_MOVE);
            kept = Optional.of(folderOf(name, here, root) + aside.getFileName());
        }
        Files.move(stage(), here, StandardCopyOption.ATOMIC_MOVE);
        sync(here.resolveSibling(""));
        sync(root.resolveSibling(""));
        return kept;
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** As a person knows the folder in which the root lies. */
    private static String folderOf(String name, Path here, Path root) {
        int steps = here.getNameCount() - root.getNameCount() + 1;
        String folder = name;
        for (int i = 0; i < steps; i++) {
            folder = folder.substring(0, folder.lastIndexOf('/'));
        }
        return folder + "/";
    }

    /** A name that is free: what was replaced once is never replaced again. */
    private Path aside(String snapshot) {
        for (int i = 1; ; i++) {
            Path aside = root.resolveSibling(here.getFileName() + ".replaced-by-" + snapshot + (i == 1 ? "" : "-" + i));
            if (!Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
                return aside;
            }
        }
    }

    private boolean isEmpty() throws IOException {
        if (!Files.exists(here, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (!Files.isDirectory(here, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(here)) {
            return !files.iterator().hasNext();
        }
    }
}
