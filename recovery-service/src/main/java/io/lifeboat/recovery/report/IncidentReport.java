package io.lifeboat.recovery.report;

import io.lifeboat.recovery.incident.IncidentViews.IncidentView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The post-incident report.
 *
 * @param rtoSeconds from the detection to the recovery; none if it was not recovered
 * @param deviations what went otherwise than the procedure's straight way, a line each
 */
public record IncidentReport(
        IncidentView incident,
        @Nullable Double rtoSeconds,
        @Nullable Long rtoTargetSeconds,
        List<String> deviations,
        List<ChecklistItem> checklist) {

    public IncidentReport {
        deviations = List.copyOf(deviations);
        checklist = List.copyOf(checklist);
    }
}
