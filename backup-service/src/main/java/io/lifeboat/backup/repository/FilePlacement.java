package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.repository.SnapshotReader.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Puts the contents of files where they belong. Each frame is decoded once; then the files are read again, compared and
 * synchronised. To do that with each as soon as it is written was slower: the journal is waited for while files are made.
 */
final class FilePlacement {

    /** The JVM reads and writes through a buffer of its own: for what is longer it makes another, each time. */
    private static final int BUFFER = 128 << 10;

    /** A file that is synchronised waits for the disk and not for a core, and several share one commit of its journal. */
    private static final int SYNCHRONISING = 8;

    private final Repository repository;
    private final SnapshotManifest manifest;
    private final List<Target> targets;
    private final Map<Integer, List<Piece>> byFrame = new TreeMap<>();

    private record Piece(Path path, long at, Extent extent) {}

    FilePlacement(Repository repository, SnapshotManifest manifest, List<Target> targets) {
        this.repository = repository;
        this.manifest = manifest;
        this.targets = List.copyOf(targets);
        for (Target target : targets) {
            long at = 0;
            for (Extent extent : target.file().content()) {
                byFrame.computeIfAbsent(extent.frame(), frame -> new ArrayList<>())
                        .add(new Piece(target.path(), at, extent));
                at += extent.length();
            }
        }
    }

    /** @throws DamagedException if anything is not what was stored; files are there in part then */
    void run(int threads) throws IOException {
        for (Target target : targets) {
            if (target.file().content().isEmpty()) {
                Files.createFile(target.path());
            }
        }
        place(List.copyOf(byFrame.keySet()), threads);
        checkAndSynchronise();
    }

    private void place(List<Integer> frames, int threads) throws IOException {
        int share = Math.max(1, (frames.size() + threads - 1) / threads);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> work = new ArrayList<>();
            // Runs of neighbours, because a frame is often the dictionary of the next.
            for (int from = 0; from < frames.size(); from += share) {
                List<Integer> mine = frames.subList(from, Math.min(from + share, frames.size()));
                work.add(pool.submit(() -> {
                    place(mine);
                    return null;
                }));
            }
            SnapshotReader.await(work);
        }
    }

    private void place(List<Integer> frames) throws IOException {
        try (FrameReader reader = new FrameReader(repository, manifest);
                OpenFiles files = new OpenFiles()) {
            for (int frame : frames) {
                byte[] plain = reader.read(frame);
                for (Piece piece : byFrame.getOrDefault(frame, List.of())) {
                    Extent extent = piece.extent();
                    if (extent.offset() < 0 || extent.length() > plain.length - extent.offset()) {
                        throw new DamagedException(repository.name() + ": the manifest of " + manifest.id()
                                + " wants more of a frame than there is");
                    }
                    write(files.get(piece.path()), piece.at(), plain, extent);
                }
            }
        }
    }

    private static void write(FileChannel file, long start, byte[] plain, Extent extent) throws IOException {
        long at = start;
        for (int done = 0; done < extent.length(); done += BUFFER) {
            ByteBuffer bytes = ByteBuffer.wrap(plain, extent.offset() + done, Math.min(BUFFER, extent.length() - done));
            while (bytes.hasRemaining()) {
                at += file.write(bytes, at);
            }
        }
    }

    private void checkAndSynchronise() throws IOException {
        try (ExecutorService pool = Executors.newFixedThreadPool(SYNCHRONISING)) {
            List<Future<?>> checks = new ArrayList<>();
            for (Target target : targets) {
                checks.add(pool.submit(() -> {
                    checkAndSynchronise(target);
                    return null;
                }));
            }
            SnapshotReader.await(checks);
        }
    }

    private void checkAndSynchronise(Target target) throws IOException {
        MessageDigest digest = Hash.sha256();
        try (FileChannel file = FileChannel.open(target.path(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocate(Math.clamp(file.size(), 1, BUFFER));
            while (file.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
            file.force(true);
        }
        SnapshotReader.compare(repository, target.file(), digest);
    }
}
