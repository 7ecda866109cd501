package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.Hash;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Which packs some of a snapshot's files are in, with the dictionaries of their frames. Pure. */
public final class NeededPacks {

    private NeededPacks() {}

    /** Of all packs of a snapshot, or of those of some of its files, as far as the snapshot needs them. */
    public static long storedBytes(SnapshotManifest manifest, Collection<Hash> packs) {
        Set<Hash> counted = Set.copyOf(packs);
        return manifest.frames().stream()
                .filter(frame -> counted.contains(manifest.packs().get(frame.pack())))
                .mapToLong(FrameRef::size)
                .sum();
    }

    /** In the manifest's order. */
    public static List<Hash> of(SnapshotManifest manifest, Collection<FileEntry> files) {
        BitSet frames = new BitSet(manifest.frames().size());
        for (FileEntry file : files) {
            file.content().forEach(extent -> frames.set(extent.frame()));
        }
        BitSet packs = new BitSet(manifest.packs().size());
        // A dictionary has always a lower number than what needs it.
        for (int frame = frames.length() - 1; frame >= 0; frame--) {
            if (frames.get(frame)) {
                FrameRef ref = manifest.frames().get(frame);
                packs.set(ref.pack());
                if (ref.dictionary() != FrameRef.NONE) {
                    frames.set(ref.dictionary());
                }
            }
        }
        return packs.stream().mapToObj(manifest.packs()::get).toList();
    }
}
