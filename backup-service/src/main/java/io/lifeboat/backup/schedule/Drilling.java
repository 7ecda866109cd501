package io.lifeboat.backup.schedule;

import io.lifeboat.backup.BackupConfig;
import io.lifeboat.catalog.BackupGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** After which snapshots a drill is held. */
@ApplicationScoped
class Drilling {

    private final BackupConfig config;

    Drilling(BackupConfig config) {
        this.config = config;
    }

    /** Of which period the drill is that is held after the snapshot, if it is the first in it; none if none is. */
    Optional<Instant> after(BackupGroup group, BackupGroup.Kind kind, Instant due) {
        BackupGroup.RestoreDrill drill = group.drill();
        return config.drill().scheduled() && drill != null && drill.after().equals(kind.name())
                ? Optional.of(SchedulePolicy.drillOf(drill, due))
                : Optional.empty();
    }
}
