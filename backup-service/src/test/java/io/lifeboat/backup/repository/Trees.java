package io.lifeboat.backup.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.pack.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Snapshots of files that exist only in a test: path to content. What ends in .rel is a database's. */
final class Trees {

    static final String COMPONENT = "trading-data";

    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Trees() {}

    static SnapshotManifest take(
            List<Repository> to, String id, @Nullable SnapshotManifest parent, Map<String, byte[]> files)
            throws IOException {
        List<PackLane> lanes =
                to.stream().map(one -> new PackLane(one, PATIENCE)).toList();
        Repository first = to.getFirst();
        try (SnapshotWriter writer = new SnapshotWriter(first.cipher(), lanes, first, parent, 2)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                byte[] content = file.getValue();
                writer.add(entry(file.getKey(), content.length), file.getKey().endsWith(".rel"), out -> {
                    for (int at = 0; at < content.length; at += 10_007) {
                        out.write(content, at, Math.min(10_007, content.length - at));
                    }
                });
            }
            SnapshotManifest manifest = writer.finish(COMPONENT, id, NOW, NOW, Map.of("startLsn", "0/1"));
            for (PackLane lane : lanes) {
                String failure = lane.failure();
                if (failure != null) {
                    throw new IOException(failure);
                }
                lane.repository().commit(manifest);
            }
            return manifest;
        } finally {
            lanes.forEach(PackLane::close);
        }
    }

    static void assertRestores(Repository from, String id, Map<String, byte[]> expected, Path into) throws IOException {
        assertThat(restore(from, id, into)).isEqualTo(texts(expected));
    }

    /** @return path to the content's bytes as text, so that maps can be compared */
    static Map<String, String> restore(Repository from, String id, Path into) throws IOException {
        SnapshotManifest manifest = from.manifest(COMPONENT, id);
        Files.createDirectories(into);
        List<SnapshotReader.Target> targets = new ArrayList<>();
        for (FileEntry file : manifest.files()) {
            targets.add(new SnapshotReader.Target(file, into.resolve(file.path().substring(1))));
        }
        SnapshotReader.write(from, manifest, targets, 2);
        Map<String, byte[]> found = new TreeMap<>();
        for (SnapshotReader.Target target : targets) {
            found.put(target.file().path(), Files.readAllBytes(target.path()));
        }
        return texts(found);
    }

    static String id(int number) {
        return SnapshotId.earliest(NOW.plus(Duration.ofHours(number))) + "-%08x".formatted(number);
    }

    static Map<String, String> texts(Map<String, byte[]> files) {
        Map<String, String> texts = new TreeMap<>();
        files.forEach((path, bytes) -> texts.put(path, Hash.sha256(bytes) + " " + bytes.length));
        return texts;
    }

    private static FileEntry entry(String path, long size) {
        return new FileEntry(
                "trading-server", path, FileEntry.Type.FILE, "0640", NOW, size, null, null, null, List.of());
    }
}
