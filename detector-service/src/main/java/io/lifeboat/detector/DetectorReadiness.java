package io.lifeboat.detector;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.detector.probe.ProbeView;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Up while the detector has its catalog and its folder. That Kafka is away, or the bot is broken, is told and changes nothing. */
@Readiness
@Singleton
class DetectorReadiness implements HealthCheck {

    private final Detector detector;
    private final Catalog catalog;

    DetectorReadiness(Detector detector, Catalog catalog) {
        this.detector = detector;
        this.catalog = catalog;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> trouble =
                detector.spool().trouble().or(() -> detector.scenarios().trouble());
        boolean writable = detector.folder().writable() && trouble.isEmpty();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("detector")
                .status(writable)
                .withData("catalog", catalog.hash())
                .withData("state-folder", detector.folder().path().toString())
                .withData(
                        "kafka",
                        detector.sender()
                                .awaySince()
                                .map(since -> "away since " + since)
                                .orElse("there"))
                .withData("spool-events", detector.spool().size())
                .withData("spool-bytes", detector.spool().bytes())
                .withData("dropped-symptoms", detector.spool().dropped());
        trouble.ifPresent(t -> response.withData("trouble", t));
        String unasked = detector.probes().view().stream()
                .filter(probe -> probe.answer().equals("unasked"))
                .map(ProbeView::probe)
                .collect(Collectors.joining(", "));
        if (!unasked.isEmpty()) {
            response.withData("probes-that-cannot-be-asked", unasked);
        }
        Map<String, String> logs = detector.logs().troubles();
        logs.forEach((log, why) -> response.withData("log-" + log, why));
        return response.build();
    }
}
