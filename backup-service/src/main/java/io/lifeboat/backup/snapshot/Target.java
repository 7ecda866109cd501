package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.database.ClusterRestore;
import io.lifeboat.backup.repository.FileEntry;
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
 * @param kind what it is besides files
 * @param folder whether it is a folder that takes the parts; else it becomes its one part
 */
record Target(String name, Path here, Path root, List<Part> parts, Kind kind, boolean folder) {

    Target {
        parts = List.copyOf(parts);
    }

    sealed interface Kind {

        record Files() implements Kind {}

        /** A PostgreSQL server's data folder. */
        record Cluster() implements Kind {}

        /**
         * A server's own folder in the location of a tablespace.
         *
         * @param location as the server names it
         */
        record Tablespace(String location) implements Kind {}
    }

    boolean database() {
        return kind instanceof Kind.Cluster;
    }

    boolean tablespace() {
        return kind instanceof Kind.Tablespace;
    }

    /** A path of a host, and all that is below it. */
    record Part(String host, String path) {
        String describe() {
            return host + ":" + path;
        }

        boolean has(FileEntry entry) {
            return entry.host().equals(host)
                    && (entry.path().equals(path) || entry.path().startsWith(path.equals("/") ? "/" : path + "/"));
        }
    }

    /** @throws IOException if it must not be replaced */
    void check(boolean over) throws IOException {
        if (database()) {
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
    Path likeWhat() throws IOException {
        Path replaced = replaced();
        boolean isItself = Files.exists(replaced, LinkOption.NOFOLLOW_LINKS) || (here.equals(root) && !tablespace());
        return isItself ? replaced : here.resolveSibling("");
    }

    /** What the staged replaces: where a database's newest WAL lies. A swap that was interrupted may have put it aside. */
    Path replaced() throws IOException {
        Path note = note();
        if (database() && Files.isRegularFile(note, LinkOption.NOFOLLOW_LINKS) && isEmpty()) {
            Path aside = root.resolveSibling(Path.of(Files.readString(note)).getFileName());
            return Files.isDirectory(aside, LinkOption.NOFOLLOW_LINKS) ? aside : here;
        }
        return here;
    }

    /** While it is not there, and what was is put aside: under which name. */
    private Path note() {
        return stage().resolveSibling(stage().getFileName() + ".aside");
    }

    /**
     * The staged takes the target's place.
     *
     * @return where what was there is kept; none if nothing was
     */
    Optional<String> swap(String snapshot) throws IOException {
        Optional<Path> aside = putAside(snapshot);
        place();
        return aside.map(this::describe);
    }

    /** @return where what was there is kept; none if nothing was */
    Optional<Path> putAside(String snapshot) throws IOException {
        if (database()) {
            ClusterRestore.refuseIfRunning(here);
        }
        // An empty folder gives way to another without a moment in which nothing is there.
        boolean isInTheWay = Files.exists(here, LinkOption.NOFOLLOW_LINKS)
                && !(Files.isDirectory(here, LinkOption.NOFOLLOW_LINKS)
                        && Files.isDirectory(stage(), LinkOption.NOFOLLOW_LINKS)
                        && isEmpty());
        if (!isInTheWay) {
            return Optional.empty();
        }
        Path aside = aside(snapshot);
        if (database()) {
            Files.writeString(note(), String.valueOf(aside.getFileName()));
            sync(note());
            sync(root.resolveSibling(""));
        }
        if (tablespace()) {
            Files.createDirectory(aside.resolveSibling(""));
            Ownership.like(here, aside.resolveSibling(""));
        }
        Files.move(here, aside, StandardCopyOption.ATOMIC_MOVE);
        sync(aside.resolveSibling(""));
        return Optional.of(aside);
    }

    void place() throws IOException {
        Files.move(stage(), here, StandardCopyOption.ATOMIC_MOVE);
        sync(here.resolveSibling(""));
        if (database()) {
            Files.deleteIfExists(note());
        }
        sync(root.resolveSibling(""));
    }

    /** What was put aside, as a person knows it. */
    String describe(Path aside) {
        return folderOf(name, here, root) + root.resolveSibling("").relativize(aside);
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
            String name = "replaced-by-" + snapshot + (i == 1 ? "" : "-" + i);
            // A location of its own, so that the kept cluster may use it.
            Path free = root.resolveSibling(tablespace() ? name : here.getFileName() + "." + name);
            if (!Files.exists(free, LinkOption.NOFOLLOW_LINKS)) {
                return tablespace() ? free.resolve(here.getFileName()) : free;
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
