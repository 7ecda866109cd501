package io.lifeboat.recovery.incident;

import io.lifeboat.event.IncidentEvent;
import io.lifeboat.recovery.timeline.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/** What people tick on an incident's checklist. */
@ApplicationScoped
public class ChecklistTicks {

    public static final int ITEMS = 10;

    private final IncidentRows rows;
    private final Timeline timeline;
    private final Clock clock;

    ChecklistTicks(IncidentRows rows, Timeline timeline, Clock clock) {
        this.rows = rows;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** False if there is no such incident. */
    @Transactional
    public boolean tick(UUID incident, int item, String by, String note) {
        if (rows.lock(incident).isEmpty()) {
            return false;
        }
        timeline.append(new IncidentEvent.ChecklistTicked(incident, item, by, note, clock.instant()));
        return true;
    }
}
