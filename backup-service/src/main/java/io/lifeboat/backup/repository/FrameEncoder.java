package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.Dictionary;
import io.lifeboat.backup.pack.EncodedFrame;
import io.lifeboat.backup.pack.FrameCipher;
import io.lifeboat.backup.pack.FrameCodec;
import io.lifeboat.backup.pack.FrameKind;
import io.lifeboat.backup.pack.Pack;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Encodes frames on a few threads, and puts them into packs in the order in which they came. One caller at a time; close it. */
final class FrameEncoder implements AutoCloseable {

    /** Bounds the memory: so many blocks may wait for each thread. */
    private static final int WAITING_PER_THREAD = 2;

    private final FrameTable table;
    private final List<PackLane> lanes;
    private final ExecutorService threads;
    private final int limit;
    private final BlockingQueue<FrameCodec> codecs;
    private final List<FrameCodec> all = new ArrayList<>();
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();

    /** Large arrays are used again: to make and to collect new ones costs as much as to compress some of them. */
    private final BlockingQueue<byte[]> spare;

    private record Pending(Future<EncodedFrame> frame, int dictionary, IntConsumer placed) {}

    FrameEncoder(FrameTable table, FrameCipher cipher, List<PackLane> lanes, int threads) {
        this.table = table;
        this.lanes = List.copyOf(lanes);
        this.threads = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("backup-encoder-", 1).daemon().factory());
        this.limit = threads * WAITING_PER_THREAD;
        this.spare = new ArrayBlockingQueue<>(limit + 1);
        this.codecs = new ArrayBlockingQueue<>(threads);
        for (int i = 0; i < threads; i++) {
            FrameCodec codec = new FrameCodec(cipher);
            all.add(codec);
            codecs.add(codec);
        }
    }

    /** An array of {@link BlockSink#BLOCK} bytes, with anything in it. */
    byte[] block() {
        byte[] block = spare.poll();
        return block == null ? new byte[BlockSink.BLOCK] : block;
    }

    /**
     * @param plain handed over: nobody changes it any more
     * @param length of it that counts
     * @param dictionary the frame that the dictionary is, or {@link FrameRef#NONE}
     * @param placed told the frame's index, in the order of the calls
     */
    void encode(
            FrameKind kind,
            byte[] plain,
            int length,
            int level,
            int dictionary,
            @Nullable Dictionary with,
            IntConsumer placed)
            throws IOException {
        while (pending.size() >= limit) {
            place(pending.remove());
        }
        pending.add(new Pending(threads.submit(() -> encode(kind, plain, length, level, with)), dictionary, placed));
    }

    /** Done when every frame that was given before has its place. */
    void then(Runnable action) {
        if (pending.isEmpty()) {
            action.run();
        } else {
            Pending last = pending.removeLast();
            pending.add(new Pending(last.frame(), last.dictionary(), frame -> {
                last.placed().accept(frame);
                action.run();
            }));
        }
    }

    /** Every frame is in a pack, and every pack on its way, when this returns. */
    void finish() throws IOException {
        while (!pending.isEmpty()) {
            place(pending.remove());
        }
        send(table.rest());
        try {
            for (PackLane lane : lanes) {
                lane.end();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
        all.forEach(FrameCodec::close);
    }

    private EncodedFrame encode(FrameKind kind, byte[] plain, int length, int level, @Nullable Dictionary with)
            throws InterruptedException {
        FrameCodec codec = codecs.take();
        try {
            EncodedFrame frame = codec.encode(kind, plain, 0, length, level, with);
            // A difference that is half as large as the whole is no gain: it would only make the chain longer.
            return with != null && frame.header().storedLength() > length / 2
                    ? codec.encode(kind, plain, 0, length, level, null)
                    : frame;
        } finally {
            codecs.add(codec);
            if (plain.length == BlockSink.BLOCK) {
                spare.offer(plain);
            }
        }
    }

    private void place(Pending one) throws IOException {
        try {
            one.placed().accept(table.add(one.frame().get(), one.dictionary()));
            send(table.full());
        } catch (ExecutionException e) {
            throw new IOException("a block can't be encoded: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void send(Optional<Pack> pack) throws IOException {
        if (pack.isEmpty()) {
            return;
        }
        try {
            for (PackLane lane : lanes) {
                lane.offer(pack.get());
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        if (lanes.stream().allMatch(lane -> lane.failure() != null)) {
            throw new IOException("no repository takes the snapshot");
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while the snapshot was written");
    }
}
