package io.lifeboat.recovery.halt;

import java.util.UUID;

/**
 * That somebody has halted something.
 *
 * @param id is the same in the file and in the table, so that a file is known to be cleared though that was done elsewhere
 * @param by who, as they say it
 */
public record HaltNote(UUID id, String by, String reason) {

    /** For whoever finds it. */
    public String words() {
        return reason + " (" + by + ")";
    }
}
