package io.lifeboat.recovery.report;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Component;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.recovery.execution.RunViews;
import io.lifeboat.recovery.incident.IncidentViews;
import io.lifeboat.recovery.incident.IncidentViews.IncidentView;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the report of an incident from what is on the record, and from nothing else; only its objective for lost data is the plan's of today. */
@ApplicationScoped
public class Reports {

    private final IncidentViews incidents;
    private final RunViews runs;
    private final Catalog catalog;

    Reports(IncidentViews incidents, RunViews runs, Catalog catalog) {
        this.incidents = incidents;
        this.runs = runs;
        this.catalog = catalog;
    }

    public Optional<IncidentReport> of(UUID id) {
        return incidents.get(id).map(incident -> {
            Component component = catalog.components().get(incident.component());
            return report(incident, runs.procedures(id), component == null ? null : component.rpo());
        });
    }

    static IncidentReport report(IncidentView incident, Map<UUID, Procedure> procedures, @Nullable Duration rpo) {
        Double rto = incident.recoveredAt() == null
                ? null
                : Duration.between(incident.detectedAt(), incident.recoveredAt())
                                .toMillis()
                        / 1000.0;
        Long target = incident.rtoTargetSeconds();
        return new IncidentReport(
                incident,
                rto,
                target,
                (rto == null || target == null) ? null : rto <= target,
                Rpo.of(incident, procedures, rpo),
                Deviations.of(incident.timeline(), incident.runs(), procedures),
                Asked.of(incident.timeline()),
                Paged.of(incident.timeline()),
                Checklist.of(incident.timeline()));
    }
}
