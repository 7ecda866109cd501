package io.lifeboat.backup.pack;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts frames one after the other into a pack, in memory. One thread at a time. */
public final class PackWriter {

    private static final int MIN_CAPACITY = 1 << 16;

    private final FrameCipher cipher;
    private final int limit;
    private byte[] bytes;
    private int length;
    private List<FrameEntry> frames = new ArrayList<>();

    /** @param limit how many bytes of frames a pack takes before it is {@link #isFull}, at most 48 MiB */
    public PackWriter(FrameCipher cipher, int limit) {
        if (limit > PackFormat.LONGEST / 4 * 3) {
            throw new IllegalArgumentException("a pack of " + limit + " bytes");
        }
        this.cipher = cipher;
        this.limit = limit;
        this.bytes = new byte[MIN_CAPACITY];
        begin();
    }

    public FrameEntry add(EncodedFrame frame) {
        FrameEntry entry = new FrameEntry(length, frame.header(), frame.pageSums());
        append(frame.header().bytes());
        append(frame.payload());
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
        int offset = length;
        append(footer);
        append(PackFormat.trailer(offset, footer, plain.length, cipher.generation()));
        byte[] whole = Arrays.copyOf(bytes, length);
        Pack pack = new Pack(Hash.sha256(whole), whole, frames);
        begin();
        return pack;
    }

    private void begin() {
        length = 0;
        frames = new ArrayList<>();
        append(PackFormat.header());
    }

    private void append(byte[] more) {
        int needed = Math.addExact(length, more.length);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(bytes.length * 2, PackFormat.LONGEST)));
        }
        ByteBuffer.wrap(bytes, length, more.length).put(more);
        length = needed;
    }
}
