package io.lifeboat.recovery.authority;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.recovery.gateway.Gateway;
import io.lifeboat.recovery.gateway.TradingStopper;
import io.lifeboat.recovery.halt.TradingHalt;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Takes the authority to trade from everybody while trading is halted: first at the order gateway, which needs no database,
 * then in the ledger, from which the engine hears it. What can't be done at once is tried every second.
 */
@ApplicationScoped
public class TradingStop {

    private static final Logger LOG = Logger.getLogger(TradingStop.class);

    private final Catalog catalog;
    private final TradingHalt halt;
    private final AuthorityLedger ledger;
    private final Gateway gateway;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("trading-stop").daemon().factory());

    TradingStop(Catalog catalog, TradingHalt halt, AuthorityLedger ledger, Gateway gateway) {
        this.catalog = catalog;
        this.halt = halt;
        this.ledger = ledger;
        this.gateway = gateway;
    }

    /**
     * What has come of a halt.
     *
     * @param confirmed whether the order gateway has said that it takes no order of anybody
     */
    public record Stopped(boolean confirmed, String detail) {}

    void start(@Observes StartupEvent event) {
        var _ = timer.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    /** Holds when this returns, whatever is down; whether the order gateway has it is in the answer. */
    public Stopped halt(String by, String why) throws InterruptedException {
        halt.note(by, why);
        List<String> said = new ArrayList<>();
        boolean confirmed = true;
        for (String engine : Engines.of(catalog)) {
            try {
                long lowest = TradingStopper.stop(gateway, engine, 0);
                said.add(engine + ": the order gateway takes no order below epoch " + lowest);
            } catch (IOException e) {
                confirmed = false;
                said.add(engine + ": NOT CONFIRMED, it may still trade: " + e.getMessage());
            }
        }
        timer.execute(halt::share);
        timer.execute(this::look);
        return new Stopped(confirmed, String.join("; ", said));
    }

    /**
     * Only for a person. Nothing trades by this.
     *
     * @return what a person can run to give the authority back
     * @throws RuntimeException if the database is away
     */
    public List<String> clear(String by) {
        halt.clear(by);
        return Engines.waysBack(catalog);
    }

    private void look() {
        halt.reason().ifPresent(reason -> Engines.of(catalog).forEach(engine -> enforce(engine, reason)));
    }

    /** What is wrong with one engine, or with the gateway, is tried again. */
    private void enforce(String engine, String reason) {
        try {
            Optional<Authority> inForce =
                    ledger.inForce(engine).filter(authority -> authority.phase() != AuthorityPhase.FENCED);
            if (inForce.isPresent()) {
                ledger.halted(engine, 0, reason).ifPresent(halted -> confirm(engine, halted, reason));
            }
        } catch (RuntimeException e) {
            LOG.debugf("the authority over %s can't be taken away yet: %s", engine, e.getMessage());
        }
    }

    private void confirm(String engine, Authority halted, String reason) {
        try {
            ledger.halted(engine, TradingStopper.stop(gateway, engine, halted.epoch()), reason);
        } catch (IOException e) {
            LOG.warnf(
                    "trading is halted, and the order gateway does not confirm it for %s: %s", engine, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
