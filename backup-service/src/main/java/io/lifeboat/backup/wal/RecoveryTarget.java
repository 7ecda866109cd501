package io.lifeboat.backup.wal;

import java.time.Instant;

/** To where a database is brought. What is named is in it. */
public sealed interface RecoveryTarget {

    /** As far as there is WAL. */
    record Latest() implements RecoveryTarget {
        @Override
        public String describe() {
            return "the end of the WAL";
        }
    }

    /** All that was committed at that instant or before, by the server's clock. */
    record Time(Instant at) implements RecoveryTarget {
        @Override
        public String describe() {
            return at.toString();
        }
    }

    /**
     * Up to the record that begins there.
     *
     * @param timeline whose position it is; 0 for that on which there is WAL last
     */
    record Position(long lsn, int timeline) implements RecoveryTarget {

        public Position(long lsn) {
            this(lsn, 0);
        }

        @Override
        public String describe() {
            return timeline == 0 ? Lsn.text(lsn) : "%s on timeline %d".formatted(Lsn.text(lsn), timeline);
        }
    }

    /** Up to the end of that transaction. */
    record Transaction(long xid) implements RecoveryTarget {
        @Override
        public String describe() {
            return "transaction " + xid;
        }
    }

    String describe();
}
