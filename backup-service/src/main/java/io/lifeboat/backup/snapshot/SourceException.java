package io.lifeboat.backup.snapshot;

import java.io.IOException;

/** A file that the plan wants in the snapshot can't be read. The message names host and path. */
final class SourceException extends IOException {

    SourceException(String reason) {
        super(reason);
    }

    SourceException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
