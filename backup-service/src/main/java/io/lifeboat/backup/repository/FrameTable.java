package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.EncodedFrame;
import io.lifeboat.backup.pack.FrameCipher;
import io.lifeboat.backup.pack.FrameEntry;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.pack.Pack;
import io.lifeboat.backup.pack.PackWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The frames of a snapshot in the making: those that it adds, and those of its parent that it uses again. */
final class FrameTable {

    /** Of the pack that is not finished yet. */
    private static final int OPEN = -1;

    private final PackWriter writer;
    private final @Nullable SnapshotManifest parent;
    private final List<Hash> packs = new ArrayList<>();
    private final Map<Hash, Integer> packIndex = new HashMap<>();
    private final List<FrameRef> frames = new ArrayList<>();
    private final Map<Hash, Integer> byId = new HashMap<>();
    private final Map<Integer, Integer> ofParent = new HashMap<>();
    private final List<Integer> open = new ArrayList<>();
    private long addedBytes;

    FrameTable(FrameCipher cipher, int packLimit, @Nullable SnapshotManifest parent) {
        this.writer = new PackWriter(cipher, packLimit);
        this.parent = parent;
    }

    /** @param dictionary the frame that it was encoded with, or {@link FrameRef#NONE} */
    int add(EncodedFrame frame, int dictionary) {
        Integer there = byId.get(frame.header().id());
        if (there != null) {
            return there;
        }
        FrameEntry entry = writer.add(frame);
        int index = frames.size();
        frames.add(new FrameRef(
                OPEN,
                entry.offset(),
                frame.header().storedLength(),
                frame.header().plainLength(),
                frame.header().id(),
                frame.header().hasDictionary() ? dictionary : FrameRef.NONE));
        byId.put(frame.header().id(), index);
        open.add(index);
        return index;
    }

    /** A frame of the parent, and with it the dictionary that it needs. */
    int reuse(int parentFrame) {
        Integer there = ofParent.get(parentFrame);
        if (there != null) {
            return there;
        }
        SnapshotManifest from = Objects.requireNonNull(parent);
        FrameRef ref = from.frames().get(parentFrame);
        int dictionary = ref.dictionary() == FrameRef.NONE ? FrameRef.NONE : reuse(ref.dictionary());
        int index = frames.size();
        frames.add(new FrameRef(
                pack(from.packs().get(ref.pack())), ref.offset(), ref.stored(), ref.plain(), ref.id(), dictionary));
        byId.putIfAbsent(ref.id(), index);
        ofParent.put(parentFrame, index);
        return index;
    }

    /** The pack, if it has become large enough. */
    Optional<Pack> full() {
        return writer.isFull() ? Optional.of(finish()) : Optional.empty();
    }

    /** The last pack, if there is anything in it. */
    Optional<Pack> rest() {
        return writer.isEmpty() ? Optional.empty() : Optional.of(finish());
    }

    List<Hash> packs() {
        return packs;
    }

    List<FrameRef> frames() {
        return frames;
    }

    long addedBytes() {
        return addedBytes;
    }

    private Pack finish() {
        Pack pack = writer.finish();
        int index = pack(pack.name());
        for (int frame : open) {
            FrameRef ref = frames.get(frame);
            frames.set(frame, new FrameRef(index, ref.offset(), ref.stored(), ref.plain(), ref.id(), ref.dictionary()));
        }
        open.clear();
        addedBytes += pack.bytes().length;
        return pack;
    }

    private int pack(Hash name) {
        return packIndex.computeIfAbsent(name, fresh -> {
            packs.add(fresh);
            return packs.size() - 1;
        });
    }
}
