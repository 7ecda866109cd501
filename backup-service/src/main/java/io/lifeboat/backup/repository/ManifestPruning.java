package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Leaves out the frames and packs that were considered and are not needed: what a manifest names is kept for ever. */
final class ManifestPruning {

    private ManifestPruning() {}

    static SnapshotManifest prune(SnapshotManifest manifest) {
        boolean[] needed = needed(manifest);
        int[] frameIndex = new int[needed.length];
        Arrays.fill(frameIndex, FrameRef.NONE);
        List<FrameRef> frames = new ArrayList<>();
        List<Hash> packs = new ArrayList<>();
        Map<Hash, Integer> packIndex = new HashMap<>();
        for (int i = 0; i < needed.length; i++) {
            if (needed[i]) {
                FrameRef ref = manifest.frames().get(i);
                int pack = packIndex.computeIfAbsent(manifest.packs().get(ref.pack()), name -> {
                    packs.add(name);
                    return packs.size() - 1;
                });
                frameIndex[i] = frames.size();
                frames.add(new FrameRef(
                        pack,
                        ref.offset(),
                        ref.stored(),
                        ref.plain(),
                        ref.id(),
                        ref.dictionary() == FrameRef.NONE ? FrameRef.NONE : frameIndex[ref.dictionary()]));
            }
        }
        return new SnapshotManifest(
                manifest.format(),
                manifest.component(),
                manifest.id(),
                manifest.startedAt(),
                manifest.createdAt(),
                manifest.parent(),
                packs,
                frames,
                manifest.files().stream().map(file -> moved(file, frameIndex)).toList(),
                manifest.facts(),
                manifest.addedBytes());
    }

    private static boolean[] needed(SnapshotManifest manifest) {
        boolean[] needed = new boolean[manifest.frames().size()];
        manifest.files().forEach(file -> file.content().forEach(extent -> needed[extent.frame()] = true));
        // A dictionary comes before what needs it.
        for (int i = needed.length - 1; i >= 0; i--) {
            int dictionary = manifest.frames().get(i).dictionary();
            if (needed[i] && dictionary != FrameRef.NONE) {
                needed[dictionary] = true;
            }
        }
        return needed;
    }

    private static FileEntry moved(FileEntry file, int[] frameIndex) {
        return new FileEntry(
                file.host(),
                file.path(),
                file.type(),
                file.mode(),
                file.mtime(),
                file.size(),
                file.sha256(),
                file.target(),
                file.identity(),
                file.content().stream()
                        .map(one -> new Extent(frameIndex[one.frame()], one.offset(), one.length()))
                        .toList());
    }
}
