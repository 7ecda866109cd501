package io.lifeboat.backup.snapshot;

import java.io.IOException;

/** What is asked for can't be done by anybody: it, or the catalog, must be said otherwise. */
public final class WrongUsageException extends IOException {

    private static final long serialVersionUID = 1L;

    public WrongUsageException(String reason) {
        super(reason);
    }
}
