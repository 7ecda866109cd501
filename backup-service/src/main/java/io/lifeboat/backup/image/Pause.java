package io.lifeboat.backup.image;

import java.time.Duration;

/** How time is let pass between two questions. */
interface Pause {

    void pause(Duration duration) throws InterruptedException;
}
