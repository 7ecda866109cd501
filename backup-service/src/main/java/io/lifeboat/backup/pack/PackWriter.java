package io.lifeboat.backup.pack;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Puts frames one after the other into a pack, in memory. One thread at a time. */
public final class PackWriter {

    private final FrameCipher cipher;
    private final int limit;
    private List<FrameEntry> frames = new ArrayList<>();
    private List<EncodedFrame> encoded = new ArrayList<>();
    private int length = PackFormat.HEADER;

    /** @param limit how many bytes of frames a pack takes before it is {@link #isFull}, at most 48 MiB */
    public PackWriter(FrameCipher cipher, int limit) {
        if (limit > PackFormat.LONGEST / 4 * 3) {
            throw new IllegalArgumentException("a pack of " + limit + " bytes");
        }
        this.cipher = cipher;
        this.limit = limit;
    }

    public FrameEntry add(EncodedFrame frame) {
        FrameEntry entry = new FrameEntry(length, frame.header(), frame.pageSums());
        length = Math.addExact(length, frame.size());
        frames.add(entry);
        encoded.add(frame);
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
        whole.put(PackFormat.header());
        for (EncodedFrame frame : encoded) {
            whole.put(frame.header().bytes()).put(frame.payload());
        }
        whole.put(footer).put(PackFormat.trailer(length, footer, plain.length, cipher.generation()));
        Pack pack = new Pack(Hash.sha256(whole.array()), whole.array(), frames);
        frames = new ArrayList<>();
        encoded = new ArrayList<>();
        length = PackFormat.HEADER;
        return pack;
    }
}
