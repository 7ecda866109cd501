package io.lifeboat.backup;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** {@code lifeboat_backup_…}: how many jobs ended how and how long they took, and when the last one of each kind succeeded. */
@ApplicationScoped
public class BackupMetrics {

    private final MeterRegistry registry;
    private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();
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

    /** What a drill has shown; each is there from the first drill on that this instance knows of. */
    public void drilled(String component, boolean passed, Instant now) {
        gauge("lifeboat.backup.drill.passed", component).set(passed ? 1 : 0);
        gauge("lifeboat.backup.drill.last.seconds", component).set(now.getEpochSecond());
    }

    /** What a restore is likely to take. */
    public void restoreTimes(String component, Duration median, Duration worst) {
        gauge("lifeboat.backup.rto.median.milliseconds", component).set(median.toMillis());
        gauge("lifeboat.backup.rto.worst.milliseconds", component).set(worst.toMillis());
    }

    private AtomicLong gauge(String name, String component) {
        return gauges.computeIfAbsent(name + " " + component, none -> {
            AtomicLong value = new AtomicLong();
            Gauge.builder(name, value, AtomicLong::get)
                    .tag("component", component)
                    .register(registry);
            return value;
        });
    }

    public void succeeded(String action, Duration took) {
        record(action, "succeeded", took);
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
