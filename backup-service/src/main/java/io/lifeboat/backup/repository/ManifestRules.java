package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.FrameHeader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds for every manifest that was ever written. Without encryption a seal is no proof of who wrote it. */
final class ManifestRules {

    private ManifestRules() {}

    /** @throws DamagedException naming what can't be */
    static void check(SnapshotManifest manifest) throws DamagedException {
        List<FrameRef> frames = manifest.frames();
        for (int i = 0; i < frames.size(); i++) {
            FrameRef ref = frames.get(i);
            boolean fits = ref.pack() >= 0
                    && ref.pack() < manifest.packs().size()
                    && ref.offset() >= 0
                    && ref.stored() >= 0
                    && ref.stored() <= FrameHeader.LONGEST + FrameHeader.SIZE
                    && ref.plain() >= 0
                    && ref.plain() <= FrameHeader.LONGEST
                    && ref.dictionary() >= FrameRef.NONE
                    && ref.dictionary() < i;
            if (!fits) {
                throw wrong(manifest, "its frame " + i + " can't be there");
            }
        }
        Set<String> paths = new HashSet<>();
        for (FileEntry file : manifest.files()) {
            if (!paths.add(file.describe())) {
                throw wrong(manifest, file.describe() + " is in it twice");
            }
            checkContent(manifest, file);
        }
    }

    private static void checkContent(SnapshotManifest manifest, FileEntry file) throws DamagedException {
        long length = 0;
        for (Extent extent : file.content()) {
            boolean fits = extent.frame() >= 0
                    && extent.frame() < manifest.frames().size()
                    && extent.offset() >= 0
                    && extent.length() >= 0
                    && (long) extent.offset() + extent.length()
                            <= manifest.frames().get(extent.frame()).plain();
            if (!fits) {
                throw wrong(manifest, file.describe() + " wants more of a frame than there is");
            }
            length += extent.length();
        }
        if (length != file.size() || (file.type() == FileEntry.Type.FILE) != (file.sha256() != null)) {
            throw wrong(manifest, file.describe() + " is not whole in it");
        }
    }

    private static DamagedException wrong(SnapshotManifest manifest, String what) {
        return new DamagedException("the manifest of " + manifest.id() + ": " + what);
    }
}
