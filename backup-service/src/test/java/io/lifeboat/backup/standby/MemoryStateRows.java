package io.lifeboat.backup.standby;

import io.lifeboat.backup.pack.PlainJson;
import io.lifeboat.event.BackupEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One row, as the database keeps it, and two replicas that share it. */
final class MemoryStateRows {

    final List<BackupEvent> published = new ArrayList<>();

    @Nullable
    String holder;

    private byte[] known = write(StateKnown.NOTHING);
    private @Nullable Object claimedBy;
    private Instant claimedUntil = Instant.EPOCH;

    StateRows replica() {
        return new Replica();
    }

    private final class Replica implements StateRows {

        @Override
        public Optional<Claim> claim(String component, String engine, Instant now, Instant until) {
            if (claimedBy != this && claimedUntil.isAfter(now)) {
                return Optional.empty();
            }
            claimedBy = this;
            claimedUntil = until;
            return Optional.of(new Claim(read(known), holder));
        }

        @Override
        public boolean keep(String component, StateKnown now, @Nullable BackupEvent event) {
            if (claimedBy != this) {
                return false;
            }
            known = write(now);
            if (event != null) {
                published.add(event);
            }
            return true;
        }

        @Override
        public void release(String component, Instant now) {
            if (claimedBy == this) {
                claimedUntil = now;
            }
        }
    }

    private static byte[] write(StateKnown known) {
        try {
            return PlainJson.write(known);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StateKnown read(byte[] known) {
        try {
            return PlainJson.read(known, StateKnown.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
