package io.lifeboat.backup.wal;

import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** WAL is or may be missing. It stands until a snapshot is there that does not need that WAL. Thread-safe. */
final class WalAlarm {

    private static final Logger LOG = Logger.getLogger(WalAlarm.class);

    private @Nullable Raised raised;

    /**
     * @param since from where on no WAL is missing: a snapshot that ends after it can be brought to any later instant; none
     *     if that is not known
     */
    record Raised(String reason, @Nullable WalPosition since) {}

    synchronized Optional<Raised> raised() {
        return Optional.ofNullable(raised);
    }

    /** None if all is well. */
    Optional<String> reason() {
        return raised().map(Raised::reason);
    }

    synchronized void raise(Raised alarm) {
        if (raised == null || !alarm.reason().equals(raised.reason())) {
            LOG.errorf("WAL: %s", alarm.reason());
        }
        raised = alarm;
    }

    /** What was found when nobody was there to notice. Another one stands. */
    synchronized void raiseAgain(Raised found) {
        if (raised == null) {
            raise(found);
        }
    }

    /** Nobody needs what is missing. */
    synchronized void settle(Raised settled) {
        if (settled.equals(raised)) {
            raised = null;
        }
    }
}
