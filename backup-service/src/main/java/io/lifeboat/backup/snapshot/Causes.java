package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.key.WrongKeyException;
import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.repository.NoSnapshotException;
import io.lifeboat.backup.snapshot.BackupOutcome.Cause;
import io.lifeboat.backup.wal.UnreachableException;
import java.util.ArrayList;
import java.util.List;

/** Collects what went wrong on the way, in words, and what kind of trouble it is on the whole. */
final class Causes {

    private final List<String> reasons = new ArrayList<>();
    private Cause cause = Cause.OTHER;

    void add(Throwable e) {
        reasons.add(String.valueOf(e.getMessage()));
        note(e);
    }

    void addFirst(String reason) {
        reasons.addFirst(reason);
    }

    void removeLast() {
        reasons.removeLast();
    }

    /** Without the words. */
    void note(Throwable e) {
        note(
                switch (e) {
                    case WrongKeyException wrong -> Cause.WRONG_KEY;
                    case TargetNotEmptyException full -> Cause.TARGET_NOT_EMPTY;
                    case DamagedException damaged -> Cause.DAMAGED;
                    case WrongUsageException wrong -> Cause.USAGE;
                    case NoSnapshotException none -> Cause.NOTHING_FOUND;
                    case NotInSnapshotException none -> Cause.NOTHING_FOUND;
                    case UnreachableException beyond -> Cause.NOTHING_FOUND;
                    default -> Cause.OTHER;
                });
    }

    void note(Cause found) {
        if (found.compareTo(cause) > 0) {
            cause = found;
        }
    }

    boolean isEmpty() {
        return reasons.isEmpty();
    }

    Cause cause() {
        return cause;
    }

    List<String> reasons() {
        return List.copyOf(reasons);
    }

    String text() {
        return String.join("; ", reasons);
    }
}
