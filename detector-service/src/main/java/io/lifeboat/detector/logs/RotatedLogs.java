package io.lifeboat.detector.logs;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the file that was being read under the name that it has now: its own, or the one that a rotation has given to it
 * or to a copy of it ({@code engine.log.1}). A file that was compressed meanwhile is not found.
 */
final class RotatedLogs {

    private static final Pattern COMPRESSED = Pattern.compile(".*\\.(gz|bz2|xz|zst|zip)");

    private final Path path;

    /** @param path the log's own name */
    RotatedLogs(Path path) {
        this.path = path;
    }

    /** @return the log, to be read on from where it was, or nothing if it is gone */
    Optional<OpenLog> find(LogPosition before, Charset charset) throws IOException {
        List<Path> rotated = rotated();
        Optional<LogFile> file = open(path, f -> isSame(f, before));
        if (file.isPresent()) {
            return file.map(f -> OpenLog.at(before, f, charset));
        }
        Optional<OpenLog> renamed = among(rotated, before, charset, f -> isSame(f, before));
        if (renamed.isPresent() || !before.head().telling()) {
            return renamed;
        }
        Optional<LogFile> restored = open(path, f -> f.continues(before));
        if (restored.isPresent()) {
            return restored.map(f -> OpenLog.at(before, f, charset));
        }
        return among(rotated, before, charset, f -> f.continues(before));
    }

    private static boolean isSame(LogFile file, LogPosition before) throws IOException {
        return file.key().equals(before.fileKey()) && file.continues(before);
    }

    private static Optional<OpenLog> among(List<Path> rotated, LogPosition before, Charset charset, Test test)
            throws IOException {
        for (int i = 0; i < rotated.size(); i++) {
            Optional<LogFile> file = open(rotated.get(i), test);
            if (file.isPresent()) {
                OpenLog log = OpenLog.at(before, file.get(), charset);
                for (Path later : rotated.subList(i + 1, rotated.size())) {
                    LogFile.open(later)
                            .ifPresent(f -> log.following().add(OpenLog.atBeginning(f, before.day(), charset)));
                }
                return Optional.of(log);
            }
        }
        return Optional.empty();
    }

    private static Optional<LogFile> open(Path path, Test test) throws IOException {
        Optional<LogFile> file = LogFile.open(path);
        if (file.isPresent() && !test.matches(file.get())) {
            file.get().close();
            return Optional.empty();
        }
        return file;
    }

    /** The oldest first. */
    private List<Path> rotated() throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        String name = path.getFileName().toString();
        List<Rotated> found = new ArrayList<>();
        Predicate<String> isRotated = other -> other.startsWith(name)
                && !other.equals(name)
                && !COMPRESSED.matcher(other).matches();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> isRotated.test(f.getFileName().toString()))
                    .filter(Files::isRegularFile)
                    .toList()) {
                found.add(new Rotated(file, Files.getLastModifiedTime(file)));
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(Rotated::modified)
                        .thenComparing(r -> r.file().toString(), Comparator.reverseOrder()))
                .map(Rotated::file)
                .toList();
    }

    private record Rotated(Path file, FileTime modified) {}

    private interface Test {
        boolean matches(LogFile file) throws IOException;
    }
}
