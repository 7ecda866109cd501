package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.Dictionary;
import io.lifeboat.backup.pack.FrameCodec;
import io.lifeboat.backup.pack.FrameHeader;
import io.lifeboat.backup.pack.Hash;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the plain bytes of a snapshot's frames, each read from its repository, decrypted, decompressed and compared with
 * its id. Keeps the newest few, because a frame is often the dictionary of the next. One thread at a time; close it.
 */
public final class FrameReader implements AutoCloseable {

    private static final int KEPT_BYTES = 16 << 20;

    /** More than any writer makes: what is longer is no chain, and would take all of the stack. */
    private static final int LONGEST_CHAIN = 256;

    private final Repository repository;
    private final SnapshotManifest manifest;
    private final FrameCodec codec;
    private final Map<Integer, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;

    public FrameReader(Repository repository, SnapshotManifest manifest) {
        this.repository = repository;
        this.manifest = manifest;
        this.codec = new FrameCodec(repository.cipher());
    }

    /** @throws DamagedException unless it gives the very bytes that were stored */
    public byte[] read(int frame) throws IOException {
        return read(frame, 0);
    }

    private byte[] read(int frame, int depth) throws IOException {
        byte[] there = kept.get(frame);
        if (there != null) {
            return there;
        }
        FrameRef ref = manifest.frames().get(frame);
        if (ref.dictionary() >= frame || depth > LONGEST_CHAIN) {
            throw new DamagedException("frame " + frame + " has a dictionary that comes after it, or one too many");
        }
        @Nullable Dictionary dictionary = null;
        if (ref.dictionary() != FrameRef.NONE) {
            Hash id = manifest.frames().get(ref.dictionary()).id();
            dictionary = new Dictionary(id, read(ref.dictionary(), depth + 1));
        }
        Hash pack = manifest.packs().get(ref.pack());
        byte[] stored = repository.range(pack, ref.offset(), ref.size());
        byte[] plain;
        try {
            FrameHeader header = FrameHeader.read(stored, 0);
            if (!header.id().equals(ref.id()) || header.storedLength() != ref.stored()) {
                throw new DamagedException("another frame lies there than the manifest says");
            }
            plain = codec.decode(header, stored, FrameHeader.SIZE, dictionary);
        } catch (DamagedException e) {
            throw new DamagedException(
                    "%s: pack %s at %d: %s".formatted(repository.name(), pack, ref.offset(), e.getMessage()), e);
        }
        keep(frame, plain);
        return plain;
    }

    @Override
    public void close() {
        codec.close();
    }

    private void keep(int frame, byte[] plain) {
        kept.put(frame, plain);
        keptBytes += plain.length;
        var eldest = kept.entrySet().iterator();
        while (keptBytes > KEPT_BYTES && kept.size() > 1) {
            keptBytes -= eldest.next().getValue().length;
            eldest.remove();
        }
    }
}
