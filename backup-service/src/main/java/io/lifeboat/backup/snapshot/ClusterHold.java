package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.database.ClusterBackup;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A server's backup for as long as the snapshot takes; nothing, where the snapshot is of files. */
record ClusterHold(@Nullable ClusterBackup backup) implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ClusterHold.class);

    /** The server may forget the WAL that only older snapshots need. If that fails it holds more than it must, until the next. */
    void moveOn() {
        if (backup != null) {
            try {
                backup.holdWalFromHere();
            } catch (SQLException e) {
                LOG.warnf("the server goes on holding the WAL of the snapshot before: %s", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        if (backup != null) {
            try {
                backup.close();
            } catch (SQLException e) {
                LOG.debugf("the session was broken already: %s", e.getMessage());
            }
        }
    }
}
