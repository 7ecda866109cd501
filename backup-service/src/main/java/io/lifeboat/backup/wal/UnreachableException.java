package io.lifeboat.backup.wal;

import java.io.IOException;

/** There is no WAL to bring a database to where it is wanted. The message says to where it can be brought. */
public final class UnreachableException extends IOException {

    private static final long serialVersionUID = 1L;

    public UnreachableException(String message) {
        super(message);
    }
}
