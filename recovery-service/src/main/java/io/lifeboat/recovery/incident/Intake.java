package io.lifeboat.recovery.incident;

import io.lifeboat.event.FailureEvent;
import io.lifeboat.event.FailureEvent.ScenarioCleared;
import io.lifeboat.recovery.incident.IncidentDecision.Ignore;
import io.lifeboat.recovery.incident.IncidentDecision.Join;
import io.lifeboat.recovery.incident.IncidentDecision.Reason;
import io.lifeboat.recovery.incident.Incidents.NewRun;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the failures of one transaction, one after another.
 *
 * <p>A failure that is said a thousand times joins its incident, or is old news, a thousand times. What was found for the
 * first of them holds for the others: the incident stays locked until the transaction ends, and the horizon never moves
 * back. Whatever else is decided, is decided by a look of its own.
 */
final class Intake {

    private record Known(String scenario, String component, String target, Look look) {
        boolean concerns(FailureEvent failure) {
            return !(failure instanceof ScenarioCleared)
                    && scenario.equals(Incidents.scenarioOf(failure))
                    && component.equals(failure.component())
                    && target.equals(failure.target());
        }
    }

    private final Incidents incidents;
    private @Nullable Known known;

    Intake(Incidents incidents) {
        this.incidents = incidents;
    }

    /**
     * @return the run that it starts, if it starts one
     * @throws RejectedEventException if the catalog knows nothing of what has failed
     */
    Optional<NewRun> take(FailureEvent failure) {
        if (failure instanceof FailureEvent.SymptomRecorded) {
            return Optional.empty();
        }
        Known before = known;
        if (before != null && before.concerns(failure)) {
            Look again = before.look().again();
            IncidentDecision decision = IncidentPolicy.decide(again.situation(), again.scenario(), failure);
            if (changesNothing(decision)) {
                return incidents.follow(decision, again, failure);
            }
        }
        Look look = incidents.look(failure);
        IncidentDecision decision = IncidentPolicy.decide(look.situation(), look.scenario(), failure);
        Optional<NewRun> started = incidents.follow(decision, look, failure);
        known = changesNothing(decision)
                ? new Known(look.scenario().id(), failure.component(), failure.target(), look)
                : null;
        return started;
    }

    private static boolean changesNothing(IncidentDecision decision) {
        return decision instanceof Join || (decision instanceof Ignore ignore && ignore.reason() == Reason.OLD_NEWS);
    }
}
