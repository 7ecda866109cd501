package io.lifeboat.backup.key;

import java.io.IOException;

/** No slot of the repository opens with the key that was given, or none was given. */
public final class WrongKeyException extends IOException {

    private static final long serialVersionUID = 1L;

    public WrongKeyException(String message) {
        super(message);
    }
}
