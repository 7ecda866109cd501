package io.lifeboat.recovery.halt;

import io.lifeboat.recovery.RecoveryConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.Optional;

/** Whether anything may trade. Only the note of it: who has the authority, and what the order gateway takes, is not known here. */
@ApplicationScoped
public class TradingHalt {

    private final HaltSwitch halt;

    TradingHalt(EntityManager entities, RecoveryConfig config, Clock clock) {
        this.halt = new HaltSwitch(HaltPart.TRADING, entities, config.state(), clock);
    }

    void start(@Observes StartupEvent event) {
        halt.start();
    }

    void stop(@Observes ShutdownEvent event) {
        halt.stop();
    }

    /** Why nothing may trade now; none if it may. */
    public Optional<String> reason() {
        return halt.reason();
    }

    /** The same within the caller's transaction, and not by what was seen a second ago. */
    public Optional<String> reasonNow() {
        return halt.reasonNow();
    }

    /** On this instance's disk when this returns, whatever is down. */
    public void note(String by, String why) {
        halt.set(by, why);
    }

    /** Tells the other instances. Does nothing while the database is away: it is told every second. */
    public void share() {
        halt.look();
    }

    /**
     * Only for a person. Nothing trades by this.
     *
     * @throws RuntimeException if the database is away
     */
    public void clear(String by) {
        halt.clear(by);
    }
}
