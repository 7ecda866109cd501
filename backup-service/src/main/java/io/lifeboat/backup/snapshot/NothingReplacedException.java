package io.lifeboat.backup.snapshot;

import java.io.IOException;

/** A restore that has failed before it touched anything. */
final class NothingReplacedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param kept what is left for the next attempt, in words; may be empty */
    NothingReplacedException(IOException cause, String kept) {
        super("nothing was replaced: " + cause.getMessage() + kept, cause);
    }
}
