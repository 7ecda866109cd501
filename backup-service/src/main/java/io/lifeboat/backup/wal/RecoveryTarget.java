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

    /** Up to the record that begins there. */
    record Position(long lsn) implements RecoveryTarget {
        @Override
        public String describe() {
            return Lsn.text(lsn);
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
