package io.lifeboat.backup.repository;

import java.io.IOException;

/** A place does not have that snapshot. */
public final class NoSnapshotException extends IOException {

    private static final long serialVersionUID = 1L;

    public NoSnapshotException(String place, String snapshot) {
        super("%s: has no snapshot %s".formatted(place, snapshot));
    }
}
