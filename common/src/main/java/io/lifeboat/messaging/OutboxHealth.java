package io.lifeboat.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** How the way to Kafka is. Never "down": a service without Kafka keeps what it has to say, and a restart would not help. */
@Readiness
@ApplicationScoped
@IfBuildProperty(name = "lifeboat.outbox", stringValue = "postgresql")
class OutboxHealth implements HealthCheck {

    private final OutboxRelay relay;

    OutboxHealth(OutboxRelay relay, MeterRegistry metrics) {
        this.relay = relay;
        metrics.gauge("lifeboat.outbox.pending", relay, OutboxRelay::lastPending);
    }

    @Override
    public HealthCheckResponse call() {
        String trouble = relay.trouble();
        return HealthCheckResponse.named("outbox")
                .up()
                .withData("pending", relay.lastPending())
                .withData("broker", trouble == null ? "reachable" : trouble)
                .build();
    }
}
