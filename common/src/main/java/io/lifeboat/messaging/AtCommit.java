package io.lifeboat.messaging;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a transaction has to say, written all at once just before it commits: one statement instead of one for each.
 * A write that fails rolls the transaction back, as a statement in its midst would have.
 *
 * @param <T> one row
 */
public final class AtCommit<T> {

    private final TransactionSynchronizationRegistry transaction;
    private final Consumer<List<T>> write;
    private final Consumer<List<T>> committed;

    /**
     * @param write called within the transaction, with all rows in the order of their adding
     * @param committed told once the transaction has committed; what it throws is lost
     */
    public AtCommit(
            TransactionSynchronizationRegistry transaction, Consumer<List<T>> write, Consumer<List<T>> committed) {
        this.transaction = transaction;
        this.write = write;
        this.committed = committed;
    }

    /** @throws IllegalStateException outside a transaction, because then the row and the change that it tells of could part */
    public void add(T row) {
        if (transaction.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException(
                    "an event is appended only within a transaction: at whose commit else should it be written?");
        }
        Rows rows = rows();
        rows.unwritten.add(row);
        rows.all.add(row);
    }

    /** Writes what is added so far: for who reads it within the same transaction. */
    public void flush() {
        rows().flush();
    }

    // The registry keeps what it was given: under this key, that is rows of this kind.
    @SuppressWarnings("unchecked")
    private Rows rows() {
        Object known = transaction.getResource(this);
        if (known != null) {
            return (Rows) known;
        }
        Rows rows = new Rows();
        transaction.putResource(this, rows);
        transaction.registerInterposedSynchronization(rows);
        return rows;
    }

    private final class Rows implements Synchronization {

        private final List<T> unwritten = new ArrayList<>();
        private final List<T> all = new ArrayList<>();

        void flush() {
            if (!unwritten.isEmpty()) {
                write.accept(List.copyOf(unwritten));
                unwritten.clear();
            }
        }

        @Override
        public void beforeCompletion() {
            flush();
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                committed.accept(List.copyOf(all));
            }
        }
    }
}
