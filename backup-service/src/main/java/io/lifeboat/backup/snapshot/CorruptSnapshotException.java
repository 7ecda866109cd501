package io.lifeboat.backup.snapshot;

import java.io.IOException;

/** What lies in a place is not what was written there. The message names the file. */
final class CorruptSnapshotException extends IOException {

    CorruptSnapshotException(String reason) {
        super(reason);
    }

    CorruptSnapshotException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
