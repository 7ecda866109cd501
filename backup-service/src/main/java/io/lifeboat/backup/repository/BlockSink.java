package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.Dictionary;
import io.lifeboat.backup.pack.FrameCipher;
import io.lifeboat.backup.pack.FrameKind;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Any file: in blocks, each stored as what it is otherwise than the same block of the parent; small ones several to a frame. */
final class BlockSink extends FileSink {

    static final int BLOCK = 2 << 20;

    /** What is larger has a frame of its own, so that its next version finds it there as its dictionary. */
    private static final int SMALL = 128 << 10;

    /** Each link of the chain must be decoded before the next: after so many the whole is stored again. */
    private static final int LONGEST_CHAIN = 24;

    private final FrameCipher cipher;
    private final FrameEncoder encoder;
    private final FrameTable table;
    private final Bundle small;
    private final @Nullable Parent parent;
    private final @Nullable FileEntry before;
    private final int level;
    private final boolean alone;
    private byte[] block;
    private int filled;
    private int number;

    /**
     * @param expected how long it probably is, so that a small file does not take a large buffer
     * @param before the same file in the parent
     * @param alone whether each frame is of this file only and can be read without any other
     */
    BlockSink(
            FrameCipher cipher,
            FrameEncoder encoder,
            FrameTable table,
            Bundle small,
            @Nullable Parent parent,
            @Nullable FileEntry before,
            int level,
            boolean alone,
            long expected) {
        this.cipher = cipher;
        this.encoder = encoder;
        this.table = table;
        this.small = small;
        this.parent = parent;
        this.before = before;
        this.level = level;
        this.alone = alone;
        this.block = expected < BLOCK ? new byte[Math.clamp(expected, 1 << 10, BLOCK)] : encoder.block();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (filled == BLOCK) {
                next();
            }
            int step = Math.min(length - done, BLOCK - filled);
            if (filled + step > block.length) {
                block = Arrays.copyOf(block, Math.min(BLOCK, Math.max(filled + step, block.length * 2)));
            }
            System.arraycopy(bytes, offset + done, block, filled, step);
            filled += step;
            done += step;
        }
    }

    @Override
    void finish() throws IOException {
        if (number == 0 && filled <= SMALL && !alone) {
            Extent same = counterpart();
            if (same != null && parent != null && small.isEmpty() && isShort(parent, same.frame())) {
                Dictionary with = parent.dictionary(same.frame());
                if (with != null) {
                    small.resembles(table.reuse(same.frame()), with);
                }
            }
            small.add(block, filled, extents);
        } else {
            next();
        }
    }

    private void next() throws IOException {
        int length = filled;
        if (length == 0) {
            return;
        }
        Extent same = counterpart();
        if (same != null && parent != null && parent.holds(same, cipher.id(block, 0, length), length)) {
            int frame = table.reuse(same.frame());
            encoder.then(() -> extents.add(frame, 0, length));
            filled = 0;
            number++;
            return;
        }
        int dictionary = FrameRef.NONE;
        @Nullable Dictionary with = null;
        if (!alone && same != null && parent != null && isShort(parent, same.frame())) {
            with = parent.dictionary(same.frame());
            dictionary = with == null ? FrameRef.NONE : table.reuse(same.frame());
        }
        encoder.encode(
                FrameKind.CONTENT, block, length, level, dictionary, with, frame -> extents.add(frame, 0, length));
        block = encoder.block();
        filled = 0;
        number++;
    }

    private @Nullable Extent counterpart() {
        return before != null && number < before.content().size()
                ? before.content().get(number)
                : null;
    }

    private static boolean isShort(Parent parent, int frame) {
        return parent.depth(frame) + 1 < LONGEST_CHAIN;
    }
}
