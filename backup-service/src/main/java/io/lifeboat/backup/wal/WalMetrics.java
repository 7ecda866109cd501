package io.lifeboat.backup.wal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code lifeboat_backup_wal_…}: what each place would lose, how far it is behind, and what waits on the server. NaN where nobody knows. */
final class WalMetrics {

    private static final double MILLIS = 1000;

    private final MeterRegistry registry;

    WalMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void add(String component, WalPipeline pipeline, WalWatch watch, ServerWatch server, String slot) {
        for (WalPlace place : pipeline.places()) {
            Gauge.builder("lifeboat.backup.wal.rpo.seconds", () -> seconds(watch.achieved(place.name())))
                    .tag("component", component)
                    .tag("repository", place.name())
                    .register(registry);
            Gauge.builder("lifeboat.backup.wal.waiting.bytes", () -> pipeline.waiting(place))
                    .tag("component", component)
                    .tag("repository", place.name())
                    .register(registry);
        }
        gauge(
                "lifeboat.backup.wal.receiving",
                component,
                () -> pipeline.receiver().isStreaming() ? 1 : 0);
        gauge("lifeboat.backup.wal.alarm", component, () -> isAlarmed(pipeline.receiver()) ? 1 : 0);
        gauge(
                "lifeboat.backup.wal.spool.bytes",
                component,
                () -> pipeline.spool().bytes());
        gauge(
                "lifeboat.backup.wal.slot.retained.bytes",
                component,
                () -> server.seen().slot(slot).map(ServerSeen.Slot::retained).orElse(Double.NaN));
        gauge(
                "lifeboat.backup.wal.slot.safe.bytes",
                component,
                () -> server.seen().slot(slot).map(ServerSeen.Slot::safe).orElse(Double.NaN));
        gauge(
                "lifeboat.backup.standby.lag.bytes",
                component,
                () -> server.seen().worstBytes());
        gauge(
                "lifeboat.backup.standby.lag.seconds",
                component,
                () -> server.seen().worstSeconds());
        gauge(
                "lifeboat.backup.standbys",
                component,
                () -> server.seen().standbys().stream()
                        .filter(standby -> !standby.away())
                        .count());
    }

    private static boolean isAlarmed(WalReceiver receiver) {
        return receiver.alarm().raised().isPresent() || receiver.unreadable().isPresent();
    }

    private void gauge(String name, String component, Supplier<Number> value) {
        Gauge.builder(name, value).tag("component", component).register(registry);
    }

    private static double seconds(@Nullable Duration duration) {
        return duration == null ? Double.NaN : duration.toMillis() / MILLIS;
    }
}
