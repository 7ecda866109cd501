package io.lifeboat.recovery.incident;

import io.lifeboat.event.Evidence;
import io.lifeboat.recovery.execution.Forecast;
import io.lifeboat.recovery.execution.RunView;
import io.lifeboat.recovery.execution.RunViews;
import io.lifeboat.recovery.procedure.TimeLeft;
import io.lifeboat.recovery.timeline.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Incidents as operators see them. */
@ApplicationScoped
public class IncidentViews {

    private static final int NEWEST = 100;

    /**
     * @param timeLeft what earlier runs say of the one that is under way; none in a list, and where it is recovered
     * @param runs none in a list, all of them where one incident was asked for
     * @param timeline the same
     */
    public record IncidentView(
            UUID id,
            String scenario,
            String component,
            String target,
            IncidentState state,
            Instant detectedAt,
            Instant openedAt,
            @Nullable Instant recoveredAt,
            @Nullable Instant closedAt,
            @Nullable Long rtoTargetSeconds,
            @Nullable TimeLeft timeLeft,
            List<Evidence> evidence,
            List<RunView> runs,
            List<Timeline.Entry> timeline) {}

    private final IncidentRows rows;
    private final RunViews runs;
    private final Timeline timeline;
    private final Forecast forecast;

    IncidentViews(IncidentRows rows, RunViews runs, Timeline timeline, Forecast forecast) {
        this.rows = rows;
        this.runs = runs;
        this.timeline = timeline;
        this.forecast = forecast;
    }

    /** The newest hundred, newest first. */
    @Transactional
    public List<IncidentView> list(boolean openOnly) {
        return (openOnly
                        ? rows.find("state <> ?1 order by openedAt desc", IncidentState.CLOSED)
                        : rows.find("order by openedAt desc"))
                .page(0, NEWEST).stream()
                        .map(incident -> view(incident, null, List.of(), List.of()))
                        .toList();
    }

    @Transactional
    public Optional<IncidentView> get(UUID id) {
        return rows.findByIdOptional(id)
                .map(incident -> view(
                        incident,
                        incident.recoveredAt == null && incident.closedAt == null ? forecast.of(id) : null,
                        runs.ofIncident(id),
                        timeline.of(id)));
    }

    private static IncidentView view(
            IncidentEntity i, @Nullable TimeLeft timeLeft, List<RunView> runs, List<Timeline.Entry> timeline) {
        return new IncidentView(
                i.id,
                i.scenario,
                i.component,
                i.target,
                i.state,
                i.detectedAt,
                i.openedAt,
                i.recoveredAt,
                i.closedAt,
                i.rtoSeconds,
                timeLeft,
                i.evidence(),
                runs,
                timeline);
    }
}
