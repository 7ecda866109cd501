package io.lifeboat.recovery.incident;

import io.lifeboat.event.EventIds;
import io.lifeboat.event.Evidence;
import io.lifeboat.event.PageEvent;
import io.lifeboat.event.PageEvent.Severity;
import io.lifeboat.messaging.Outbox;
import io.lifeboat.recovery.procedure.TimeLeft;
import io.lifeboat.recovery.timeline.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What people are told of an incident. A page's id is made of what it says, so that saying it again pages nobody twice. */
@ApplicationScoped
class IncidentPages {

    private final Outbox outbox;
    private final Timeline timeline;
    private final Plan plan;
    private final Clock clock;

    IncidentPages(Outbox outbox, Timeline timeline, Plan plan, Clock clock) {
        this.outbox = outbox;
        this.timeline = timeline;
        this.plan = plan;
        this.clock = clock;
    }

    void opened(IncidentEntity incident, List<Evidence> evidence, StartDecision decision) {
        raise(
                incident,
                "opened",
                Severity.CRITICAL,
                plan.title(incident),
                PageTexts.opened(incident, evidence, decision));
    }

    void failed(IncidentEntity incident, String reason) {
        raise(
                incident,
                "failed",
                Severity.CRITICAL,
                "NOT RECOVERED: " + plan.title(incident),
                PageTexts.failed(incident, reason));
    }

    void atRisk(IncidentEntity incident, int percent, TimeLeft left) {
        raise(
                incident,
                "rto-" + percent,
                percent < 80 ? Severity.WARNING : Severity.CRITICAL,
                percent + " % of the RTO is spent: " + plan.title(incident),
                PageTexts.atRisk(incident, percent, left));
    }

    /** @param but the roles that hear it from the procedure itself */
    void recovered(IncidentEntity incident, String reason, Set<String> but) {
        for (String role : incident.paged()) {
            if (!but.contains(role)) {
                resolve(
                        incident,
                        role,
                        "RECOVERED: " + plan.title(incident),
                        PageTexts.recovered(incident, reason, clock.instant()));
            }
        }
    }

    /** Nobody goes on being paged for what is over. */
    void closed(IncidentEntity incident, String reason) {
        for (String role : incident.paged()) {
            resolve(incident, role, "CLOSED: " + plan.title(incident), PageTexts.closed(reason));
        }
    }

    private void raise(IncidentEntity incident, String what, Severity severity, String subject, String body) {
        String role = plan.contact(incident);
        incident.paged(role);
        Duration rto = incident.rto();
        send(new PageEvent.Raised(
                page(incident, what, role),
                incident.id,
                role,
                severity,
                subject,
                body,
                clock.instant(),
                rto == null ? null : incident.detectedAt.plus(rto)));
    }

    private void resolve(IncidentEntity incident, String role, String subject, String body) {
        incident.told(role);
        send(new PageEvent.Resolved(
                page(incident, "resolved", role), incident.id, role, subject, body, clock.instant()));
    }

    private void send(PageEvent page) {
        timeline.note(page);
        outbox.append(page);
    }

    private static UUID page(IncidentEntity incident, String what, String role) {
        return EventIds.deterministic("incident", incident.id.toString(), what, role);
    }
}
