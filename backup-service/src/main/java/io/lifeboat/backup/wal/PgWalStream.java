package io.lifeboat.backup.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyDual;

/**
 * The messages of PostgreSQL's streaming replication. The driver's own stream is not used: it can't name a timeline, and
 * what is acknowledged must be ours to say.
 */
final class PgWalStream implements WalStream {

    private static final Logger LOG = Logger.getLogger(PgWalStream.class);
    private static final int DATA_HEADER = 1 + 8 + 8 + 8;
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final CopyDual copy;
    private final String server;
    private boolean over;
    private long heardAt = System.nanoTime();
    private long askedAt = heardAt;

    PgWalStream(CopyDual copy, String server) {
        this.copy = copy;
        this.server = server;
    }

    @Override
    public @Nullable Chunk poll() throws IOException {
        try {
            while (!over) {
                byte[] message = copy.readFromCopy(false);
                if (message == null) {
                    over = !copy.isActive();
                    refuseSilence();
                    return null;
                }
                heardAt = System.nanoTime();
                ByteBuffer from = ByteBuffer.wrap(message);
                switch (message[0]) {
                    case 'w' -> {
                        return new Chunk(
                                from.getLong(1),
                                Arrays.copyOfRange(message, DATA_HEADER, message.length),
                                EPOCH.plus(Duration.ofNanos(from.getLong(1 + 8 + 8) * 1000)));
                    }
                    case 'k' -> LOG.tracef("%s is at %s", server, Lsn.text(from.getLong(1)));
                    default -> throw new IOException(server + ": sends a message of the unknown kind " + message[0]);
                }
            }
            return null;
        } catch (SQLException e) {
            // What the driver makes of the end of a former timeline, after which the server names the next one.
            if (String.valueOf(e.getMessage()).contains("without an active copy operation")) {
                over = true;
                return null;
            }
            // The server says so only after it has begun to send.
            if (String.valueOf(e.getMessage()).contains("has already been removed")) {
                throw new WalServer.WalGoneException(server + ": " + e.getMessage(), e);
            }
            throw new IOException("%s: %s".formatted(server, e.getMessage()), e);
        }
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public void acknowledge(long received, long durable) throws IOException {
        if (durable > received) {
            throw new IllegalArgumentException("acknowledged beyond what was received");
        }
        if (over) {
            return;
        }
        long now = System.nanoTime();
        boolean ask = now - heardAt > SILENCE.toNanos() / 3 && now - askedAt > SILENCE.toNanos() / 6;
        askedAt = ask ? now : askedAt;
        byte[] status = ByteBuffer.allocate(1 + 8 + 8 + 8 + 8 + 1)
                .put((byte) 'r')
                .putLong(received)
                .putLong(durable)
                .putLong(durable)
                .putLong(0)
                .put((byte) (ask ? 1 : 0))
                .array();
        try {
            copy.writeToCopy(status, 0, status.length);
            copy.flushCopy();
        } catch (SQLException e) {
            throw new IOException("%s: %s".formatted(server, e.getMessage()), e);
        }
    }

    /** A server whose machine is gone says nothing, for ever. */
    private void refuseSilence() throws IOException {
        if (!over && System.nanoTime() - heardAt > SILENCE.toNanos()) {
            throw new IOException(server + ": has said nothing for " + SILENCE.toSeconds() + " s");
        }
    }
}
