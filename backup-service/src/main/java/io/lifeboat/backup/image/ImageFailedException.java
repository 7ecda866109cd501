package io.lifeboat.backup.image;

import java.io.IOException;

/** An image has not become what it should, and asking again does not change that. */
final class ImageFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    ImageFailedException(String reason) {
        super(reason);
    }
}
