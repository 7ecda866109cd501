package io.lifeboat.recovery.incident;

import io.lifeboat.catalog.Scenario;
import io.lifeboat.event.FailureEvent;
import io.lifeboat.event.FailureEvent.ScenarioChanged;
import io.lifeboat.event.FailureEvent.ScenarioCleared;
import io.lifeboat.event.FailureEvent.ScenarioDetected;
import io.lifeboat.event.FailureEvent.SymptomRecorded;
import io.lifeboat.recovery.incident.IncidentDecision.Ignore;
import io.lifeboat.recovery.incident.IncidentDecision.Join;
import io.lifeboat.recovery.incident.IncidentDecision.JoinWider;
import io.lifeboat.recovery.incident.IncidentDecision.NoteCleared;
import io.lifeboat.recovery.incident.IncidentDecision.Open;
import io.lifeboat.recovery.incident.IncidentDecision.Reason;
import io.lifeboat.recovery.incident.IncidentDecision.Recover;
import io.lifeboat.recovery.incident.Situation.OpenIncident;
import java.time.Instant;

/**
 * Whether a failure opens an incident, joins one or is old news. That is decided by the detector's own times, never by the
 * order of coming: the same failure under a new id, or an all-clear of long ago, changes nothing.
 */
final class IncidentPolicy {

    private IncidentPolicy() {}

    static IncidentDecision decide(Situation now, Scenario scenario, FailureEvent failure) {
        return switch (failure) {
            case ScenarioDetected detected -> detected(now, detected);
            case ScenarioChanged changed -> changed(now, scenario, changed);
            case ScenarioCleared cleared -> cleared(now, cleared);
            case SymptomRecorded symptom -> new Ignore(Reason.NOTHING_NEW);
        };
    }

    private static IncidentDecision detected(Situation now, ScenarioDetected failure) {
        Instant horizon = now.horizon();
        if (horizon != null && !failure.detectedAt().isAfter(horizon)) {
            return new Ignore(Reason.OLD_NEWS);
        }
        OpenIncident open = now.open();
        if (open != null && open.flaps()) {
            return new Join(Reason.COMES_AND_GOES);
        }
        if (open != null && !open.goneBefore(failure.detectedAt())) {
            return new Join(Reason.KNOWN);
        }
        return open(now, failure);
    }

    /** Where the last incident is over and something was seen anew since, the bot has failed again before the detector saw it whole. */
    private static IncidentDecision changed(Situation now, Scenario scenario, ScenarioChanged failure) {
        if (now.open() != null) {
            return new Join(Reason.KNOWN);
        }
        Instant horizon = now.horizon();
        return horizon == null
                ? new Ignore(Reason.NOTHING_NEW)
                : Recurrence.of(failure, scenario, horizon)
                        .map(anew -> open(now, anew))
                        .orElseGet(() -> new Ignore(Reason.NOTHING_NEW));
    }

    private static IncidentDecision open(Situation now, ScenarioDetected failure) {
        String wider = now.wider();
        if (wider != null) {
            return new JoinWider(Reason.PART_OF_WIDER, wider);
        }
        boolean again = now.open() != null || now.horizon() != null;
        return new Open(again ? Reason.RECURRED : Reason.NEW, failure, now.narrower());
    }

    private static IncidentDecision cleared(Situation now, ScenarioCleared failure) {
        OpenIncident open = now.open();
        if (open == null) {
            return new Ignore(Reason.NOTHING_OPEN);
        }
        if (!failure.clearedAt().isAfter(open.seenAt())) {
            return new Ignore(Reason.SEEN_SINCE);
        }
        if (open.flaps()) {
            return new NoteCleared(Reason.COMES_AND_GOES);
        }
        return open.state() == IncidentState.WITH_PEOPLE
                ? new Recover(Reason.OVER_WITH_PEOPLE)
                : new NoteCleared(Reason.RUN_UNDER_WAY);
    }
}
