package io.lifeboat.backup.snapshot;

import java.io.IOException;

/** A snapshot has no such file or folder. */
public final class NotInSnapshotException extends IOException {

    private static final long serialVersionUID = 1L;

    NotInSnapshotException(String snapshot, String path) {
        super("snapshot %s holds nothing of %s: 'ls' shows what there is".formatted(snapshot, path));
    }
}
