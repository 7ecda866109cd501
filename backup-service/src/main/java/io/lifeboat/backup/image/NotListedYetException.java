package io.lifeboat.backup.image;

import java.io.IOException;

/** A provider has begun what it does not list yet: it will, soon. */
final class NotListedYetException extends IOException {

    private static final long serialVersionUID = 1L;

    NotListedYetException(String reason) {
        super(reason);
    }
}
