package io.lifeboat.backup.standby;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** {@code lifeboat_backup_state_…}: how far the standby's copy is behind. NaN where nobody knows, and in replicas that do not look. */
final class StateMetrics {

    private static final double MILLIS = 1000;

    private final MeterRegistry registry;

    StateMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void add(String component, StateWatch watch) {
        gauge("lifeboat.backup.state.lag.seconds", component, watch, StateMetrics::seconds);
        gauge(
                "lifeboat.backup.state.differing.files",
                component,
                watch,
                seen -> seen.lag() == null ? Double.NaN : seen.files());
        gauge(
                "lifeboat.backup.state.copy.readable",
                component,
                watch,
                seen -> seen.lag() == null ? Double.NaN : seen.trouble() == null ? 1 : 0);
    }

    private static double seconds(StateLag.Verdict seen) {
        Duration lag = seen.lag();
        return lag == null ? Double.NaN : lag.toMillis() / MILLIS;
    }

    private void gauge(String name, String component, StateWatch watch, ToDoubleFunction<StateLag.Verdict> value) {
        Gauge.builder(name, () -> {
                    StateLag.Verdict seen = watch.seen();
                    return seen == null ? Double.NaN : value.applyAsDouble(seen);
                })
                .tag("component", component)
                .register(registry);
    }
}
