package io.lifeboat.recovery;

import io.lifeboat.recovery.execution.Executor;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready to take runs over. Without its database the service starts no new act, and says so here. */
@Readiness
@ApplicationScoped
class ExecutorHealth implements HealthCheck {

    private final Executor executor;

    ExecutorHealth(Executor executor) {
        this.executor = executor;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("executor")
                .status(executor.looksAround())
                .build();
    }
}
