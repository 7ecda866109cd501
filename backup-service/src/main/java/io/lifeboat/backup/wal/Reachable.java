package io.lifeboat.backup.wal;

import io.lifeboat.backup.wal.WalMark.Ended;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What was found in the WAL that a recovery will replay, against where it is to end. */
final class Reachable implements Consumer<WalMark> {

    private final RecoveryTarget target;
    private @Nullable Instant first;
    private @Nullable Instant last;
    private @Nullable Instant reached;
    private boolean passed;

    Reachable(RecoveryTarget target) {
        this.target = target;
    }

    @Override
    public void accept(WalMark mark) {
        if (!(mark instanceof Ended ended) || passed) {
            return;
        }
        first = first == null ? ended.at() : first;
        last = ended.at();
        // PostgreSQL stops before the first transaction that ended later, whether it was committed or not.
        passed = switch (target) {
            case RecoveryTarget.Latest latest -> false;
            case RecoveryTarget.Time time -> ended.at().isAfter(time.at());
            case RecoveryTarget.Position position -> ended.end() > position.lsn();
            case RecoveryTarget.Transaction transaction -> ended.xid() == (int) transaction.xid();
        };
        if ((!passed || target instanceof RecoveryTarget.Transaction) && !ended.aborted()) {
            reached = ended.at();
        }
    }

    /** Whether a recovery has stopped before what comes now. */
    boolean isPassed() {
        return passed;
    }

    /** When the last transaction was committed that will be in it. */
    Optional<Instant> reached() {
        return Optional.ofNullable(reached);
    }

    /** @param end where the WAL ends */
    boolean isReached(long end) {
        return passed
                || target instanceof RecoveryTarget.Latest
                || (target instanceof RecoveryTarget.Position position && position.lsn() <= end);
    }

    /** @param end where the WAL ends */
    String range(Base base, long end) {
        String times = first == null || last == null
                ? "with no transaction in it"
                : "with transactions from %s to %s".formatted(first, last);
        return "there is WAL from %s to %s, %s".formatted(Lsn.text(base.stop()), Lsn.text(end), times);
    }
}
