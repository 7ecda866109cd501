package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.Dictionary;
import io.lifeboat.backup.pack.FrameEntry;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.pack.PageSums;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The snapshot before, and what a new one can use of it. One thread at a time; close it. */
final class Parent implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Parent.class);

    private final Repository repository;
    private final SnapshotManifest manifest;
    private final FrameReader reader;
    private final Map<String, FileEntry> files = new HashMap<>();
    private final Map<Hash, Map<Integer, byte[]>> pageSums = new HashMap<>();

    Parent(Repository repository, SnapshotManifest manifest) {
        this.repository = repository;
        this.manifest = manifest;
        this.reader = new FrameReader(repository, manifest);
        manifest.files().forEach(file -> files.put(file.describe(), file));
    }

    SnapshotManifest manifest() {
        return manifest;
    }

    Optional<FileEntry> file(String host, String path) {
        return Optional.ofNullable(files.get(host + ":" + path)).filter(file -> file.type() == FileEntry.Type.FILE);
    }

    /** None if it can't be read any more: then the whole is stored again. */
    @Nullable
    Dictionary dictionary(int frame) {
        try {
            return new Dictionary(manifest.frames().get(frame).id(), reader.read(frame));
        } catch (IOException e) {
            LOG.warnf("stored whole: %s", e.getMessage());
            return null;
        }
    }

    /** Whether the extent is all of a frame, and that of these very bytes. */
    boolean holds(Extent extent, Hash id, int length) {
        FrameRef frame = manifest.frames().get(extent.frame());
        return extent.offset() == 0
                && extent.length() == length
                && frame.plain() == length
                && frame.id().equals(id);
    }

    /** How many frames one after the other must be decoded before this one can be. */
    int depth(int frame) {
        int depth = 0;
        for (int at = manifest.frames().get(frame).dictionary();
                at != FrameRef.NONE;
                at = manifest.frames().get(at).dictionary()) {
            depth++;
        }
        return depth;
    }

    /**
     * The sums of a file's pages, in order.
     *
     * @return none if a part of it does not lie in frames of pages, or can't be read any more
     */
    long @Nullable [] pageSums(FileEntry file) {
        try {
            return readPageSums(file);
        } catch (IOException e) {
            LOG.warnf("stored whole: %s", e.getMessage());
            return null;
        }
    }

    private long @Nullable [] readPageSums(FileEntry file) throws IOException {
        long[] sums = new long[Math.toIntExact(file.size() / PageSums.PAGE)];
        int page = 0;
        for (Extent extent : file.content()) {
            byte[] known = sumsOf(extent.frame());
            int first = extent.offset() / PageSums.PAGE;
            int count = extent.length() / PageSums.PAGE;
            if (known.length < (first + count) * PageSums.SUM
                    || extent.offset() % PageSums.PAGE != 0
                    || page + count > sums.length) {
                return null;
            }
            ByteBuffer.wrap(known, first * PageSums.SUM, count * PageSums.SUM)
                    .asLongBuffer()
                    .get(sums, page, count);
            page += count;
        }
        return page == sums.length ? sums : null;
    }

    @Override
    public void close() {
        reader.close();
    }

    private byte[] sumsOf(int frame) throws IOException {
        FrameRef ref = manifest.frames().get(frame);
        Hash pack = manifest.packs().get(ref.pack());
        Map<Integer, byte[]> ofPack = pageSums.get(pack);
        if (ofPack == null) {
            ofPack = new HashMap<>();
            for (FrameEntry entry : repository.frames(pack)) {
                ofPack.put(entry.offset(), entry.pageSums());
            }
            pageSums.put(pack, ofPack);
        }
        return ofPack.getOrDefault(ref.offset(), new byte[0]);
    }
}
