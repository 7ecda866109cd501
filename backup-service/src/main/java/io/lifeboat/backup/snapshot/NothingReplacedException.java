package io.lifeboat.backup.snapshot;

import java.io.IOException;

/** A restore that has failed before it touched anything. */
final class NothingReplacedException extends IOException {

    private static final long serialVersionUID = 1L;

    NothingReplacedException(IOException cause) {
        super("nothing was replaced: " + cause.getMessage(), cause);
    }
}
