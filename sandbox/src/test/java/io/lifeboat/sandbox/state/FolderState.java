package io.lifeboat.sandbox.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A state in a folder of this machine, which notes down what was asked of it. */
final class FolderState implements PrimaryState {

    private final Path folder;
    /** Files that go between the list and the question. */
    final Set<String> vanishing = new HashSet<>();

    final List<String> asked = new ArrayList<>();

    FolderState(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<StateEntry> list() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<StateEntry> entries = new ArrayList<>();
            for (Path file : files.filter(one -> !one.equals(folder)).toList()) {
                entries.add(new StateEntry(
                        Files.isDirectory(file),
                        Files.getLastModifiedTime(file).toInstant(),
                        Files.size(file),
                        folder.relativize(file).toString()));
            }
            return entries;
        }
    }

    @Override
    public Optional<byte[]> get(String path) throws IOException {
        asked.add(path);
        try {
            return vanishing.contains(path) ? Optional.empty() : Optional.of(Files.readAllBytes(folder.resolve(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
