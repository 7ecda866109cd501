package io.lifeboat.backup.wal;

import io.lifeboat.backup.database.WalSegment;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A server whose WAL is random bytes, with what it was told that it may forget. */
final class FakeWalServer implements WalServer {

    static final String SYSTEM = "7300000000000000001";
    static final long SEGMENT = 1 << 14;

    private static final int CHUNK = 3_000;

    final Map<Integer, byte[]> wal = new TreeMap<>();
    String systemId = SYSTEM;
    int timeline = 1;
    TimelineHistory history = TimelineHistory.first(1);

    @Nullable
    Slot slot;

    long acknowledged;
    long received;
    long removedBefore;

    byte[] bytes() {
        return wal.getOrDefault(timeline, new byte[0]);
    }

    @Override
    public Identity identify() {
        return new Identity(systemId, timeline, bytes().length, SEGMENT);
    }

    @Override
    public TimelineHistory history(int of) {
        return history;
    }

    @Override
    public Optional<Slot> slot() {
        return Optional.ofNullable(slot);
    }

    @Override
    public void createSlot() {
        slot = new Slot(
                WalSegment.at(timeline, Math.max(removedBefore, acknowledged), SEGMENT)
                        .start(),
                0,
                false,
                false);
    }

    @Override
    public void dropSlot() {
        slot = null;
    }

    @Override
    public WalStream stream(int of, long from) throws IOException {
        if (from < removedBefore) {
            throw new WalGoneException("requested WAL has already been removed", new IOException());
        }
        long end = of == timeline ? bytes().length : history.endOf(of).orElseThrow();
        return new WalStream() {
            private long at = from;

            @Override
            public @Nullable Chunk poll() {
                int length = (int) Math.min(CHUNK, end - at);
                if (length <= 0) {
                    return null;
                }
                byte[] all = wal.getOrDefault(of, new byte[0]);
                Chunk chunk = new Chunk(at, Arrays.copyOfRange(all, (int) at, (int) at + length), Instant.EPOCH);
                at += length;
                return chunk;
            }

            @Override
            public boolean isOver() {
                return of != timeline && at == end;
            }

            @Override
            public void acknowledge(long upTo, long durable) {
                received = upTo;
                acknowledged = Math.max(acknowledged, durable);
            }
        };
    }

    @Override
    public void close() {}
}
