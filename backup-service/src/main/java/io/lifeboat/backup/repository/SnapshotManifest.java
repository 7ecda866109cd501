package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.Hash;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a snapshot consists of. It stands for itself: nothing else need be read to restore it but the packs that it
 * names.
 *
 * @param format the version of this format
 * @param parent the snapshot whose frames were used again where nothing had changed; none of a full one
 * @param packs every one that is needed
 * @param frames every one that is needed, dictionaries before what needs them
 * @param facts what a restore must know besides the files: of a database, where its WAL begins
 * @param addedBytes what this snapshot has added to a repository, in packs
 */
public record SnapshotManifest(
        int format,
        String component,
        String id,
        Instant startedAt,
        Instant createdAt,
        @Nullable String parent,
        List<Hash> packs,
        List<FrameRef> frames,
        List<FileEntry> files,
        Map<String, String> facts,
        long addedBytes) {

    public static final int FORMAT = 1;

    public SnapshotManifest {
        packs = List.copyOf(packs);
        frames = List.copyOf(frames);
        files = List.copyOf(files);
        // Sorted: the SHA-256 of it is the same in every process, and one that is read is that which was written.
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    public int fileCount() {
        return Math.toIntExact(files.stream()
                .filter(file -> file.type() == FileEntry.Type.FILE)
                .count());
    }

    public long bytes() {
        return files.stream().mapToLong(FileEntry::size).sum();
    }

    /** Of all of it, in hex: the same in every place. */
    public String sha256() throws IOException {
        return ManifestSeal.digest(this).hex();
    }
}
