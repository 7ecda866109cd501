package io.lifeboat.backup;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** {@code lifeboat_backup_…}: how many jobs ended how and how long they took, and when the last one of each kind succeeded. */
@ApplicationScoped
public class BackupMetrics {

    private final MeterRegistry registry;
    private final AtomicLong lastTaken = new AtomicLong();
    private final AtomicLong lastVerified = new AtomicLong();

    BackupMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("lifeboat.backup.last.taken.seconds", lastTaken);
        registry.gauge("lifeboat.backup.last.verified.seconds", lastVerified);
    }

    public void taken(Instant now, Duration took) {
        lastTaken.set(now.getEpochSecond());
        record("take", "succeeded", took);
    }

    public void verified(Instant now, Duration took) {
        lastVerified.set(now.getEpochSecond());
        record("verify", "succeeded", took);
    }

    public void failed(String action, Duration took) {
        record(action, "failed", took);
    }

    private void record(String action, String outcome, Duration took) {
        Timer.builder("lifeboat.backup.jobs")
                .tag("action", action)
                .tag("outcome", outcome)
                .register(registry)
                .record(took);
    }
}
