package io.lifeboat.recovery.incident;

import io.lifeboat.event.FailureEvent.ScenarioDetected;
import java.util.List;

/** What a failure means for the incidents that there are, always with the reason. */
sealed interface IncidentDecision {

    Reason reason();

    enum Reason {
        /** Nothing of this scenario and target is open. */
        NEW,
        /** It had cleared, and has failed again: that is another incident. */
        RECURRED,
        /** It is open, and this is more evidence. */
        KNOWN,
        /** A wider scenario of which it is a part is open on the target. */
        PART_OF_WIDER,
        /** It was detected before what is dealt with already. */
        OLD_NEWS,
        /** It says nothing new of what is dealt with already. */
        NOTHING_NEW,
        /** Nothing is open that could clear. */
        NOTHING_OPEN,
        /** It has cleared before it was seen last. */
        SEEN_SINCE,
        /** A run is under way: its own verification decides. */
        RUN_UNDER_WAY,
        /** People have it, and it is over. */
        OVER_WITH_PEOPLE,
        /** It comes and goes: that is one incident, until it has stayed away. */
        COMES_AND_GOES
    }

    record Ignore(Reason reason) implements IncidentDecision {}

    /** The evidence joins the open incident. */
    record Join(Reason reason) implements IncidentDecision {}

    /** The evidence joins the open incident of this wider scenario. */
    record JoinWider(Reason reason, String scenario) implements IncidentDecision {}

    /**
     * A new incident; one that is open is closed before.
     *
     * @param absorbs the scenarios whose open incidents on the target end, because they are part of this one
     */
    record Open(Reason reason, ScenarioDetected failure, List<String> absorbs) implements IncidentDecision {
        public Open {
            absorbs = List.copyOf(absorbs);
        }
    }

    /** The open incident is known to have cleared. */
    record NoteCleared(Reason reason) implements IncidentDecision {}

    /** The open incident is over. */
    record Recover(Reason reason) implements IncidentDecision {}
}
