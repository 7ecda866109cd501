package io.lifeboat.recovery.halt;

import io.lifeboat.recovery.RecoveryConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.Optional;

/** Whether Lifeboat may act at all. */
@ApplicationScoped
public class AutomationHalt {

    private final HaltSwitch halt;

    AutomationHalt(EntityManager entities, RecoveryConfig config, Clock clock) {
        this.halt = new HaltSwitch(HaltPart.AUTOMATION, entities, config.state(), clock);
    }

    void start(@Observes StartupEvent event) {
        halt.start();
    }

    void stop(@Observes ShutdownEvent event) {
        halt.stop();
    }

    /** Why nothing may be done now; none if it may. */
    public Optional<String> reason() {
        return halt.reason();
    }

    /** Holds when this returns, whatever is down. */
    public void set(String by, String why) {
        halt.set(by, why);
        halt.look();
    }

    /**
     * Only for a person.
     *
     * @throws RuntimeException if the database is away: the other instances would go on halted, or not, without a record
     */
    public void clear(String by) {
        halt.clear(by);
    }
}
