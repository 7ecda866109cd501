package io.lifeboat.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a repository takes on the disk. */
final class Stored {

    private static final double MIB = 1 << 20;

    private Stored() {}

    static double megabytes(Path repository) throws IOException {
        return files(repository).stream().mapToLong(Stored::size).sum() / MIB;
    }

    static int objects(Path repository) throws IOException {
        return files(repository).size();
    }

    private static List<Path> files(Path repository) throws IOException {
        try (Stream<Path> files = Files.walk(repository)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
