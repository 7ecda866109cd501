package io.lifeboat.backup.image;

import io.lifeboat.backup.pack.PlainJson;
import io.lifeboat.backup.repository.SnapshotId;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder as the provider of another: for the sandbox. Each image is a folder of its own: first {@code tags.json}, so that
 * it is found whatever happens, then {@code data}, then {@code completed} or {@code failed}.
 */
final class FolderImages implements ImageProvider {

    private static final String PREFIX = "image-";
    private static final String TAGS = "tags.json";

    private final Path source;
    private final Path folder;
    private final Clock clock;

    FolderImages(Path source, Path folder, Clock clock) {
        this.source = source.toAbsolutePath().normalize();
        this.folder = folder.toAbsolutePath().normalize();
        this.clock = clock;
    }

    record Tagged(Map<String, String> tags, Instant startedAt) {}

    @Override
    public String name() {
        return "folder " + folder;
    }

    @Override
    public Begun start(ImageTags tags) throws IOException {
        if (!Files.isDirectory(source)) {
            throw new IOException(name() + ": there is no folder " + source + " to take an image of");
        }
        if (folder.startsWith(source)) {
            throw new IOException(name() + " lies within " + source + ": its images would have themselves in them");
        }
        for (Found found : list(tags.component())) {
            if (found.tags().request().equals(tags.request())) {
                if (state(found.id()) instanceof State.Pending) {
                    fill(folder.resolve(found.id()));
                }
                return new Begun(found.id(), found.tags());
            }
        }
        String id = PREFIX + tags.snapshot();
        Path image = Files.createDirectories(folder.resolve(id));
        Path draft = image.resolve("tags.draft");
        Files.write(draft, PlainJson.write(new Tagged(tags.toMap(), clock.instant())));
        Files.move(draft, image.resolve(TAGS), StandardCopyOption.ATOMIC_MOVE);
        fill(image);
        return new Begun(id, tags);
    }

    /** What somebody has left in the middle is begun anew. */
    private void fill(Path image) throws IOException {
        Path data = image.resolve("data");
        try {
            if (Files.exists(data)) {
                remove(data);
            }
            copy(data);
            Files.createFile(image.resolve("completed"));
        } catch (IOException e) {
            Files.writeString(image.resolve("failed"), String.valueOf(e));
        }
    }

    @Override
    public State state(String id) throws IOException {
        Path image = path(id);
        if (!Files.exists(image.resolve(TAGS))) {
            return new State.Gone();
        }
        if (Files.exists(image.resolve("failed"))) {
            return new State.Failed(Files.readString(image.resolve("failed")));
        }
        return Files.exists(image.resolve("completed")) && Files.isDirectory(image.resolve("data"))
                ? new State.Completed("none")
                : new State.Pending(0);
    }

    @Override
    public List<Found> list(String component) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> images;
        try (Stream<Path> all = Files.list(folder)) {
            images = all.filter(path -> Files.exists(path.resolve(TAGS)))
                    .sorted()
                    .toList();
        }
        List<Found> found = new ArrayList<>();
        for (Path image : images) {
            Tagged tagged = PlainJson.read(Files.readAllBytes(image.resolve(TAGS)), Tagged.class);
            ImageTags.of(tagged.tags())
                    .filter(tags -> tags.component().equals(component))
                    .map(tags -> new Found(
                            PREFIX + tags.snapshot(),
                            tags,
                            Files.exists(image.resolve("committed")),
                            tagged.startedAt()))
                    .ifPresent(found::add);
        }
        return found;
    }

    @Override
    public void confirm(String id) throws IOException {
        Files.writeString(path(id).resolve("committed"), "");
    }

    /** Killed in the middle it is not complete any more, and is still found. */
    @Override
    public void delete(String id) throws IOException {
        Path image = path(id);
        if (!Files.isDirectory(image, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.deleteIfExists(image.resolve("completed"));
        Path data = image.resolve("data");
        if (Files.exists(data)) {
            remove(data);
        }
        for (String name : List.of("failed", "committed", "tags.draft", TAGS)) {
            Files.deleteIfExists(image.resolve(name));
        }
        Files.delete(image);
    }

    @Override
    public String restore(String id) {
        return "copy %s to %s".formatted(path(id).resolve("data"), source);
    }

    /** Nothing else may become part of a path. */
    private Path path(String id) {
        if (!id.startsWith(PREFIX) || !SnapshotId.isValid(id.substring(PREFIX.length()))) {
            throw new IllegalArgumentException(name() + ": '" + id + "' is no id of an image");
        }
        return folder.resolve(id);
    }

    /** What goes while it is copied is not in it, as with any disk. Links stay links; pipes and sockets are no data. */
    private void copy(Path to) throws IOException {
        // Only the server itself may be reached through a link.
        Path from = source.toRealPath();
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path one, BasicFileAttributes attributes) throws IOException {
                Files.createDirectory(to.resolve(from.relativize(one)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path one, BasicFileAttributes attributes) throws IOException {
                if (attributes.isOther()) {
                    return FileVisitResult.CONTINUE;
                }
                try {
                    Files.copy(
                            one,
                            to.resolve(from.relativize(one)),
                            StandardCopyOption.COPY_ATTRIBUTES,
                            LinkOption.NOFOLLOW_LINKS);
                } catch (NoSuchFileException e) {
                    return visitFileFailed(one, e);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path one, IOException why) throws IOException {
                if (why instanceof NoSuchFileException && !one.equals(from)) {
                    return FileVisitResult.CONTINUE;
                }
                throw why;
            }
        });
    }

    private static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path done, @Nullable IOException failure) throws IOException {
                Files.delete(done);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
