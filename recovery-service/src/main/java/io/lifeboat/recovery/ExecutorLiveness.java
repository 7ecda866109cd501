package io.lifeboat.recovery;

import io.lifeboat.recovery.execution.Executor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Down when a restart would help: the thread that takes runs over stands still. A database that is away does not stop it. */
@Liveness
@ApplicationScoped
class ExecutorLiveness implements HealthCheck {

    /** Longer than a look that waits for every connection in vain. */
    private static final Duration STUCK = Duration.ofSeconds(60);

    private final Executor executor;

    ExecutorLiveness(Executor executor) {
        this.executor = executor;
    }

    @Override
    public HealthCheckResponse call() {
        Duration since = executor.sinceLooked();
        return HealthCheckResponse.named("takeover of runs")
                .withData("last-look-seconds-ago", since.toSeconds())
                .status(since.compareTo(STUCK) < 0)
                .build();
    }
}
