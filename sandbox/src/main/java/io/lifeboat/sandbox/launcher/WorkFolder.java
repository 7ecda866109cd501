package io.lifeboat.sandbox.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where runs keep their files. */
public final class WorkFolder {

    private WorkFolder() {}

    /** The checkout, as the script has found it. */
    static Path home() {
        String home = System.getenv("LIFEBOAT_HOME");
        return Path.of(home == null ? "." : home).toAbsolutePath().normalize();
    }

    /** What {@code up} uses and {@code break}, {@code mend}, {@code status} and {@code down} look for. */
    static Path standing() {
        return home().resolve("target/up");
    }

    /** A new one below the checkout's build folder. */
    static Path fresh(String name) {
        try {
            return Files.createTempDirectory(Files.createDirectories(home().resolve("target")), name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("can't make a work folder below " + home().resolve("target"), e);
        }
    }

    /** Keeps the folder itself, which may be another's, as a mounted volume is. */
    static void empty(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(WorkFolder::delete);
        }
    }

    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete " + folder, e);
        }
    }
}
