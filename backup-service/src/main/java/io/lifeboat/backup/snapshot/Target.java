package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.database.ClusterRestore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where something is restored to.
 *
 * @param path on the host
 * @param here the same from this machine
 * @param database whether a PostgreSQL server may run on it
 */
record Target(String host, String path, Path here, boolean database) {

    String describe() {
        return host + ":" + path;
    }

    /** @throws IOException if it must not be replaced */
    void check(boolean over) throws IOException {
        if (database) {
            ClusterRestore.refuseIfRunning(here);
        }
        if (!over && !isEmpty()) {
            throw new TargetNotEmptyException(describe());
        }
    }

    /** On the same file system, so that it can take the target's place at once. */
    Path stage() {
        return here.resolveSibling("." + here.getFileName() + ".restoring");
    }

    /** What an earlier restore has left, if it was cut short. */
    void clearStage() throws IOException {
        if (!Files.exists(stage(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(stage())) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (UncheckedIOException e) {
            throw new IOException("can't remove " + stage() + ": " + e.getMessage(), e);
        }
    }

    /**
     * The staged takes the target's place.
     *
     * @return where what was there is kept; none if nothing was
     */
    Optional<String> swap(String snapshot) throws IOException {
        Optional<String> kept = Optional.empty();
        if (Files.exists(here, LinkOption.NOFOLLOW_LINKS)) {
            if (database) {
                ClusterRestore.refuseIfRunning(here);
            }
            Path aside = aside(snapshot);
            Files.move(here, aside, StandardCopyOption.ATOMIC_MOVE);
            kept = Optional.of(host + ":" + path.substring(0, path.lastIndexOf('/') + 1) + aside.getFileName());
        }
        Files.move(stage(), here, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(here.resolveSibling(""), StandardOpenOption.READ)) {
            folder.force(true);
        }
        return kept;
    }

    /** A name that is free: what was replaced once is never replaced again. */
    private Path aside(String snapshot) {
        for (int i = 1; ; i++) {
            Path aside = here.resolveSibling(here.getFileName() + ".replaced-by-" + snapshot + (i == 1 ? "" : "-" + i));
            if (!Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
                return aside;
            }
        }
    }

    private boolean isEmpty() throws IOException {
        if (!Files.exists(here, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (!Files.isDirectory(here)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(here)) {
            return !files.iterator().hasNext();
        }
    }
}
