package io.lifeboat.backup.snapshot;

import java.io.IOException;

/** Something is where a snapshot should go, and nobody has said that it may be replaced. */
public final class TargetNotEmptyException extends IOException {

    TargetNotEmptyException(String target) {
        super(target + " is not empty: say --force to put the snapshot in its place (what is there is kept beside it)");
    }
}
