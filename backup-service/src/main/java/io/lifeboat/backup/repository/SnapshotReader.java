package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.Hash;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads snapshots back: into files, or only to see that they are whole. */
public final class SnapshotReader {

    private SnapshotReader() {}

    /** Where a file's content goes. */
    public record Target(FileEntry file, Path path) {}

    /**
     * Writes files' contents, each frame decoded once and each file compared with its checksum afterwards. The files are
     * on disk when this returns; where it fails they are there in part.
     *
     * @throws DamagedException if anything of it is not what was stored
     */
    public static void write(Repository repository, SnapshotManifest manifest, List<Target> targets, int threads)
            throws IOException {
        new FilePlacement(repository, manifest, targets).run(threads);
    }

    /**
     * That every pack which the snapshot needs is there and is what its name says. Frames were compared with their
     * content when they were stored, so this is the same as reading them all, and as fast as the disk.
     */
    public static void check(Repository repository, SnapshotManifest manifest, int threads) throws IOException {
        read(repository, manifest.packs(), threads);
    }

    /** The same for some packs, such as those that {@link NeededPacks} says. */
    public static void check(Repository repository, List<Hash> packs, int threads) throws IOException {
        read(repository, packs, threads);
    }

    /** The same, without the packs that were read whole since the repository was opened. */
    public static void checkUnproved(Repository repository, SnapshotManifest manifest, int threads) throws IOException {
        List<Hash> packs = manifest.packs().stream()
                .filter(pack -> !repository.isProved(pack))
                .toList();
        if (!packs.isEmpty()) {
            read(repository, packs, threads);
        }
    }

    private static void read(Repository repository, List<Hash> packs, int threads) throws IOException {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> work = new ArrayList<>();
            for (Hash pack : packs) {
                work.add(pool.submit(() -> {
                    repository.prove(pack);
                    return null;
                }));
            }
            await(work);
        }
    }

    /** Puts every file together from its frames, and compares it with its SHA-256; nothing is written. */
    public static void checkFiles(Repository repository, SnapshotManifest manifest, int threads) throws IOException {
        List<FileEntry> files = manifest.files().stream()
                .filter(file -> file.type() == FileEntry.Type.FILE)
                .toList();
        int share = Math.max(1, (files.size() + threads - 1) / threads);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> work = new ArrayList<>();
            for (int from = 0; from < files.size(); from += share) {
                List<FileEntry> mine = files.subList(from, Math.min(from + share, files.size()));
                work.add(pool.submit(() -> {
                    compare(repository, manifest, mine);
                    return null;
                }));
            }
            await(work);
        }
    }

    /** What was written already is not all of the file. */
    public static final class CutShortException extends IOException {

        private static final long serialVersionUID = 1L;

        CutShortException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Writes one file's content, each frame compared before it is written.
     *
     * @throws CutShortException if it turns out to be damaged after a part was written
     */
    public static void copy(Repository repository, SnapshotManifest manifest, FileEntry file, OutputStream to)
            throws IOException {
        boolean begun = false;
        try (FrameReader reader = new FrameReader(repository, manifest)) {
            MessageDigest digest = Hash.sha256();
            for (Extent extent : file.content()) {
                byte[] plain = reader.read(extent.frame());
                digest.update(plain, extent.offset(), extent.length());
                begun = true;
                to.write(plain, extent.offset(), extent.length());
            }
            compare(repository, file, digest);
        } catch (IOException e) {
            if (begun) {
                throw new CutShortException(file.describe() + " was written in part only: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private static void compare(Repository repository, SnapshotManifest manifest, List<FileEntry> files)
            throws IOException {
        try (FrameReader reader = new FrameReader(repository, manifest)) {
            for (FileEntry file : files) {
                MessageDigest digest = Hash.sha256();
                for (Extent extent : file.content()) {
                    digest.update(reader.read(extent.frame()), extent.offset(), extent.length());
                }
                compare(repository, file, digest);
            }
        }
    }

    static void compare(Repository repository, FileEntry file, MessageDigest digest) throws DamagedException {
        if (!HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
            throw new DamagedException(
                    "%s: %s does not have the manifest's SHA-256".formatted(repository.name(), file.describe()));
        }
    }

    static void await(List<Future<?>> work) throws IOException {
        IOException failure = null;
        for (Future<?> one : work) {
            try {
                one.get();
            } catch (ExecutionException e) {
                IOException cause = e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
                if (failure == null) {
                    failure = cause;
                } else {
                    failure.addSuppressed(cause);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while the snapshot was read", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
