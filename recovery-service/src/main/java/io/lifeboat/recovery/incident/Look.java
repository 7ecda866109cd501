package io.lifeboat.recovery.incident;

import io.lifeboat.catalog.Component;
import io.lifeboat.catalog.Scenario;
import java.util.Optional;

/**
 * What was found when a failure came in.
 *
 * @param open locked until the transaction ends
 */
record Look(Scenario scenario, Component component, Optional<IncidentEntity> open, Situation situation) {

    /** The same, with what has been noted of the open incident since. */
    Look again() {
        return new Look(
                scenario,
                component,
                open,
                new Situation(
                        open.map(IncidentEntity::asOpen).orElse(null),
                        situation.horizon(),
                        situation.wider(),
                        situation.narrower()));
    }
}
