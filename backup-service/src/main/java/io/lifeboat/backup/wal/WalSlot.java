package io.lifeboat.backup.wal;

import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What the server keeps for us, and whether it has given it up. One thread. */
final class WalSlot {

    private static final Logger LOG = Logger.getLogger(WalSlot.class);

    private boolean lost;

    /**
     * None if there is none; one that was given up is removed, because nothing is ever kept for it again.
     *
     * @throws IOException if another receiver has it
     */
    Optional<WalServer.Slot> usable(WalServer server) throws IOException {
        Optional<WalServer.Slot> slot = server.slot();
        if (slot.isPresent() && slot.get().lost()) {
            LOG.warn("WAL: the server has given up the slot (max_slot_wal_keep_size); another is made");
            server.dropSlot();
            lost = true;
            return Optional.empty();
        }
        if (slot.isPresent() && slot.get().active()) {
            throw new IOException("another receiver has the slot");
        }
        return slot;
    }

    /** @return from where on the server keeps WAL */
    static long create(WalServer server) throws IOException {
        server.createSlot();
        return server.slot().map(WalServer.Slot::restart).orElse(-1L);
    }

    /** Whether one was given up, and nobody was told. */
    boolean isLost() {
        return lost;
    }

    /** The same, and who asks tells. */
    boolean hasLost() {
        boolean was = lost;
        lost = false;
        return was;
    }
}
