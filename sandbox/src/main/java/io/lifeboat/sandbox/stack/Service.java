package io.lifeboat.sandbox.stack;

import java.util.Locale;

/** Lifeboat's services. */
public enum Service {
    DETECTOR,
    RECOVERY,
    BACKUP,
    NOTIFIER;

    /** The module's, the application's and the heartbeat's name. */
    public String id() {
        return name().toLowerCase(Locale.ROOT) + "-service";
    }

    boolean hasDatabase() {
        return this != DETECTOR;
    }

    public String database() {
        return "lifeboat_" + name().toLowerCase(Locale.ROOT);
    }
}
