package io.lifeboat.backup.drill;

import java.io.IOException;

/** Another drill of the component has the folder. */
final class DrillUnderWayException extends IOException {

    private static final long serialVersionUID = 1L;

    DrillUnderWayException(String message) {
        super(message);
    }
}
