package io.lifeboat.backup.repository;

import java.io.IOException;
import java.util.List;

/** A place does not have that snapshot. */
public final class NoSnapshotException extends IOException {

    private static final long serialVersionUID = 1L;

    public NoSnapshotException(String place, String snapshot) {
        super("%s: has no snapshot %s".formatted(place, snapshot));
    }

    private NoSnapshotException(String message) {
        super(message);
    }

    /** Wherever it was looked for. */
    public static NoSnapshotException of(List<String> components, String snapshot) {
        return new NoSnapshotException("there is no snapshot %s of any of %s: 'snapshots' lists what there is"
                .formatted(snapshot, components));
    }
}
