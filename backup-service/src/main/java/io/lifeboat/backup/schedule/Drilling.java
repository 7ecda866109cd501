package io.lifeboat.backup.schedule;

import io.lifeboat.backup.BackupConfig;
import io.lifeboat.catalog.BackupGroup;
import jakarta.enterprise.context.ApplicationScoped;

/** After which snapshots a drill is held. */
@ApplicationScoped
class Drilling {

    private final BackupConfig config;

    Drilling(BackupConfig config) {
        this.config = config;
    }

    boolean after(BackupGroup group, BackupGroup.Kind kind) {
        BackupGroup.RestoreDrill drill = group.drill();
        return config.drill().scheduled() && drill != null && drill.after().equals(kind.name());
    }
}
