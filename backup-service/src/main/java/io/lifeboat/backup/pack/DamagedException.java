package io.lifeboat.backup.pack;

import java.io.IOException;

/** What lies in the repository is not what was written. The message says what and where. */
public final class DamagedException extends IOException {

    private static final long serialVersionUID = 1L;

    public DamagedException(String message) {
        super(message);
    }

    public DamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
