package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.Dictionary;
import io.lifeboat.backup.pack.FrameKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Gathers small pieces, pages or whole small files, until they fill a frame. */
final class Bundle {

    private final FrameEncoder encoder;
    private final FrameKind kind;
    private final int level;
    private final byte[] gathered;
    private int length;
    private int dictionary = FrameRef.NONE;
    private @Nullable Dictionary with;
    private List<IntConsumer> placed = new ArrayList<>();

    Bundle(FrameEncoder encoder, FrameKind kind, int size, int level) {
        this.encoder = encoder;
        this.kind = kind;
        this.level = level;
        this.gathered = new byte[size];
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** What the pieces may repeat; the first that is named counts for all of the frame. */
    void resembles(int frame, Dictionary content) {
        if (with == null) {
            dictionary = frame;
            with = content;
        }
    }

    /** @param length at most the bundle's size */
    void add(byte[] piece, int length, ExtentList to) throws IOException {
        if (this.length + length > gathered.length) {
            flush();
        }
        int offset = this.length;
        System.arraycopy(piece, 0, gathered, offset, length);
        this.length += length;
        placed.add(frame -> to.add(frame, offset, length));
    }

    /** Done after every piece before has its place, so that a file's extents stay in order. */
    void then(Runnable action) {
        if (placed.isEmpty()) {
            encoder.then(action);
        } else {
            placed.add(frame -> action.run());
        }
    }

    void flush() throws IOException {
        if (length == 0) {
            return;
        }
        List<IntConsumer> all = placed;
        encoder.encode(
                kind,
                Arrays.copyOf(gathered, length),
                length,
                level,
                dictionary,
                with,
                frame -> all.forEach(one -> one.accept(frame)));
        length = 0;
        dictionary = FrameRef.NONE;
        with = null;
        placed = new ArrayList<>();
    }
}
