package io.lifeboat.messaging;

import io.lifeboat.event.UndecodableEventException;
import java.sql.SQLException;

/** What to do with an event whose consumer has failed. */
enum FailureKind {
    /** The event itself is at fault: to the dead-letter topic at once. */
    EVENT,
    /** The store is away: the event waits for as long as that lasts. */
    STORE,
    /** Anything else, so most likely a bug of ours: a few more tries, then the dead-letter topic, so that the rest goes on. */
    OTHER;

    static FailureKind of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UndecodableEventException || cause instanceof RejectedEventException) {
                return EVENT;
            }
            if (cause instanceof SQLException sql && storeIsAway(sql)) {
                return STORE;
            }
        }
        return OTHER;
    }

    /** By PostgreSQL's classes of SQLSTATE: 08 connection, 53 resources, 57 operator intervention, 58 system; and the pool's own time-outs, which have none. */
    private static boolean storeIsAway(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.matches("(08|53|57|58).*");
    }
}
