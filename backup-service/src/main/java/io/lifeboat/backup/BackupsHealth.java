package io.lifeboat.backup;

import io.lifeboat.backup.job.LastJob;
import io.lifeboat.backup.standby.StateWatchService;
import io.lifeboat.backup.wal.WalService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Always up: a repository that is away does not keep the service from taking commands. The data tell. */
@Readiness
@ApplicationScoped
class BackupsHealth implements HealthCheck {

    private final LastJob last;

    private final WalService wal;

    private final StateWatchService copies;

    BackupsHealth(LastJob last, WalService wal, StateWatchService copies) {
        this.last = last;
        this.wal = wal;
        this.copies = copies;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health =
                HealthCheckResponse.named("backups").up().withData("last", last.text());
        Map<String, String> states = wal.states();
        if (states.isEmpty()) {
            health.withData("wal", "off: LIFEBOAT_BACKUP_WAL_USER names no login that may replicate");
        }
        states.forEach((group, state) -> health.withData("wal of " + group, state));
        copies.states().forEach((group, state) -> health.withData("standby's copy of " + group, state));
        return health.build();
    }
}
