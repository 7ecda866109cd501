package io.lifeboat.recovery.report;

import io.lifeboat.recovery.incident.IncidentViews.IncidentView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The post-incident report.
 *
 * @param rtoSeconds from the detection to the recovery; none if it was not recovered
 * @param rtoMet none if it was not recovered, or the plan gives no objective
 * @param deviations what went otherwise than the procedure's straight way, in the order in which it happened
 * @param asked what people were asked, and what they have answered
 * @param pages what people were told
 */
public record IncidentReport(
        IncidentView incident,
        @Nullable Double rtoSeconds,
        @Nullable Long rtoTargetSeconds,
        @Nullable Boolean rtoMet,
        Rpo rpo,
        List<Deviation> deviations,
        List<Asked> asked,
        List<Paged> pages,
        List<ChecklistItem> checklist) {

    public IncidentReport {
        deviations = List.copyOf(deviations);
        asked = List.copyOf(asked);
        pages = List.copyOf(pages);
        checklist = List.copyOf(checklist);
    }
}
