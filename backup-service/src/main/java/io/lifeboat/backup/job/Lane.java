package io.lifeboat.backup.job;

import java.util.Set;

/** What waits for each other. What is done at once does not wait for what takes long. */
enum Lane {
    /** Else it might be removed before it is held. */
    HOLDS("j.action in ?3"),
    /** A provider takes its time over an image, and a restore can't wait for that. */
    IMAGES("j.action not in ?3 and j.component in ?4"),
    BACKUPS("j.action not in ?3 and j.component not in ?4");

    static final Set<Action> AT_ONCE = Set.of(Action.HOLD, Action.RELEASE);

    private final String which;

    Lane(String which) {
        this.which = which;
    }

    /** Of jobs {@code j}, with what is done at once as the third parameter, and the images' components as the fourth. */
    String which() {
        return which;
    }
}
