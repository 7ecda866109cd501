package io.lifeboat.backup;

import io.lifeboat.backup.job.LastJob;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Always up: a repository that is away does not keep the service from taking commands. The data tell. */
@Readiness
@ApplicationScoped
class BackupsHealth implements HealthCheck {

    private final LastJob last;

    BackupsHealth(LastJob last) {
        this.last = last;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("backups")
                .up()
                .withData("last", last.text())
                .build();
    }
}
