package io.lifeboat.detector;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Down when a restart would help: something that should go round and round stands still. */
@Liveness
@Singleton
class DetectorLiveness implements HealthCheck {

    private final Detector detector;
    private final Clock clock;

    DetectorLiveness(Detector detector, Clock clock) {
        this.detector = detector;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        Instant now = clock.instant();
        List<String> stuck = detector.probes().stuck(now);
        boolean judges = detector.judge().ticks(now);
        return HealthCheckResponse.named("detector loops")
                .withData("stuck-probes", String.join(", ", stuck))
                .withData("judge", judges ? "ticks" : "stuck")
                .status(stuck.isEmpty() && judges)
                .build();
    }
}
