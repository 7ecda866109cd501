package io.lifeboat.backup.job;

import java.util.Locale;

enum Action {
    TAKE,
    VERIFY,
    RESTORE,
    DRILL,
    HOLD,
    RELEASE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
