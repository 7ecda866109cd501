package io.lifeboat.detector;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.probe.ProbeResult;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;

/** What is measured. Tags are ids of the catalog or words of a fixed set, so that their number is bounded. */
@Singleton
class DetectorMetrics {

    private final MeterRegistry registry;

    DetectorMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void answered(String probe, ProbeResult result, Duration took) {
        Timer.builder("lifeboat.detector.probe")
                .description("How long the answers of a probe took")
                .tag("probe", probe)
                .tag("answer", result.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(took);
    }

    void watch(Detector detector, Catalog catalog) {
        Gauge.builder(
                        "lifeboat.detector.symptoms",
                        detector,
                        d -> d.board().snapshot().present().size())
                .description("Symptoms that are there now")
                .register(registry);
        catalog.scenarios()
                .keySet()
                .forEach(scenario -> Gauge.builder("lifeboat.detector.scenario.open", detector, d -> open(d, scenario))
                        .description("1 while the scenario is there")
                        .tag("scenario", scenario)
                        .register(registry));
        catalog.logs()
                .keySet()
                .forEach(log -> FunctionCounter.builder(
                                "lifeboat.detector.log.lines",
                                detector,
                                d -> d.logs().lines(log))
                        .description("Lines read")
                        .tag("log", log)
                        .register(registry));
        Gauge.builder("lifeboat.detector.cut.off", detector, d -> d.scenarios().cutOff() ? 1 : 0)
                .description("1 while no reference answers, so that nothing is detected")
                .register(registry);
        Gauge.builder("lifeboat.detector.spool.events", detector, d -> d.spool().size())
                .description("Events that Kafka has not taken yet")
                .register(registry);
        Gauge.builder("lifeboat.detector.spool.bytes", detector, d -> d.spool().bytes())
                .description("Size of what Kafka has not taken yet")
                .baseUnit("bytes")
                .register(registry);
        FunctionCounter.builder(
                        "lifeboat.detector.spool.dropped",
                        detector,
                        d -> d.spool().dropped())
                .description("Single symptoms that the full spool has refused")
                .register(registry);
        Gauge.builder(
                        "lifeboat.detector.kafka.away",
                        detector,
                        d -> d.sender().awaySince().isPresent() ? 1 : 0)
                .description("1 while Kafka takes no events")
                .register(registry);
    }

    private static int open(Detector detector, String scenario) {
        return detector.scenarios().view().stream()
                        .anyMatch(view ->
                                view.scenario().equals(scenario) && view.state().equals("open"))
                ? 1
                : 0;
    }
}
