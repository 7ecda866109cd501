package io.lifeboat.backup.pack;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts frames one after the other into a pack, in memory. One thread at a time. */
public final class PackWriter {

    private final FrameCipher cipher;
    private final int limit;
    private List<FrameEntry> frames = new ArrayList<>();

    /** Of all packs, one after the other. A frame's own array is garbage as soon as it is copied to here. */
    private byte[] pack;

    private int length = PackFormat.HEADER;

    /** @param limit how many bytes of frames a pack takes before it is {@link #isFull}, at most 48 MiB */
    public PackWriter(FrameCipher cipher, int limit) {
        if (limit > PackFormat.LONGEST / 4 * 3) {
            throw new IllegalArgumentException("a pack of " + limit + " bytes");
        }
        this.cipher = cipher;
        this.limit = limit;
        this.pack = PackFormat.header();
    }

    public FrameEntry add(EncodedFrame frame) {
        FrameEntry entry = new FrameEntry(length, frame.header(), frame.pageSums());
        int end = Math.addExact(length, frame.size());
        if (end > pack.length) {
            pack = Arrays.copyOf(pack, Math.max(end, Math.min(limit, 2 * pack.length)));
        }
        ByteBuffer.wrap(pack, length, frame.size()).put(frame.header().bytes()).put(frame.payload());
        length = end;
        frames.add(entry);
        return entry;
    }

    public boolean isEmpty() {
        return frames.isEmpty();
    }

    public boolean isFull() {
        return length >= limit;
    }

    /** Ends the pack; the next frame begins another. */
    public Pack finish() {
        byte[] plain = PackFooter.encode(frames);
        byte[] footer = PackFooter.seal(cipher, plain);
        ByteBuffer whole = ByteBuffer.allocate(length + footer.length + PackFormat.TRAILER);
        whole.put(pack, 0, length)
                .put(footer)
                .put(PackFormat.trailer(length, footer, plain.length, cipher.generation()));
        Pack pack = new Pack(Hash.sha256(whole.array()), whole.array(), frames);
        frames = new ArrayList<>();
        length = PackFormat.HEADER;
        return pack;
    }
}
