package io.lifeboat.recovery.authority;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Component;
import io.lifeboat.messaging.Outbox;
import io.lifeboat.recovery.halt.TradingHalt;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Who may trade, kept. The first start grants the trading engine's own host epoch 1; every start says again what is in
 * force, so that the topic has it whatever has become of the topic.
 */
@ApplicationScoped
public class AuthorityLedger implements PanacheRepositoryBase<AuthorityEntity, String> {

    private static final String ENGINE = "trading-engine";
    private static final long FIRST_EPOCH = 1;

    private final Catalog catalog;
    private final Outbox outbox;
    private final TradingHalt halt;
    private final Clock clock;

    AuthorityLedger(Catalog catalog, Outbox outbox, TradingHalt halt, Clock clock) {
        this.catalog = catalog;
        this.outbox = outbox;
        this.halt = halt;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        Component engine = catalog.components().get(ENGINE);
        if (engine != null && engine.host() != null) {
            String holder = engine.host();
            QuarkusTransaction.requiringNew().run(() -> announce(holder));
        }
    }

    public Optional<Authority> inForce(String engine) {
        return QuarkusTransaction.requiringNew()
                .call(() -> findByIdOptional(engine).map(AuthorityEntity::toAuthority));
    }

    /**
     * The epoch below which the order gateway shall take nothing. Nothing is fenced by this yet, and the holder trades on.
     *
     * @throws AuthorityRefusedException if the run has activated an engine already
     */
    public long beginFence(String engine, UUID run) {
        return change(engine, "a fence was begun", false, authority -> authority.beginFence(run))
                .epoch();
    }

    /**
     * The order gateway refuses more than it was asked to. The epoch goes above that, because an engine may hold that one.
     *
     * @return the epoch to ask it for
     * @throws AuthorityRefusedException if another run has begun a fence since
     */
    public long raiseFence(String engine, UUID run, long lowest) {
        return change(engine, "a fence was begun", false, authority -> authority.raised(run, lowest))
                .epoch();
    }

    /**
     * Nobody may trade, and the engine hears it.
     *
     * @param lowest what the order gateway takes, by its own word; 0 if it says nothing
     * @return none if nobody has ever had the authority
     */
    Optional<Authority> halted(String engine, long lowest, String why) {
        return inForce(engine)
                .map(known -> change(engine, "trading is halted: " + why, true, authority -> authority.halted(lowest)));
    }

    /**
     * The order gateway has confirmed it.
     *
     * @throws AuthorityRefusedException if another run has begun a fence since
     */
    public void fenced(String engine, UUID run, long epoch) {
        change(engine, "the fence is confirmed", true, authority -> authority.fenced(run, epoch));
    }

    /**
     * Gives the authority to a host, to observe only.
     *
     * @return the epoch that it has it under
     * @throws AuthorityRefusedException without a fence that is confirmed and this run's own, or while trading is halted
     */
    public long activate(String engine, UUID run, String host) {
        return change(engine, "activated, and observes until it is reconciled", true, authority -> {
                    refuseWhileHalted();
                    return authority.activate(run, host);
                })
                .epoch();
    }

    /**
     * The holder may trade.
     *
     * @throws AuthorityRefusedException unless this run has activated it, or while trading is halted
     */
    public void reconciled(String engine, UUID run) {
        change(engine, "reconciled with the broker", true, authority -> {
            refuseWhileHalted();
            return authority.reconciled(run);
        });
    }

    /** With the row locked, so that a halt comes before this or finds what this has done. */
    private void refuseWhileHalted() {
        halt.reasonNow().ifPresent(reason -> {
            throw new AuthorityRefusedException("trading is halted: " + reason
                    + ". A person lifts that with 'lifeboat clear trading', and runs this again");
        });
    }

    private Authority change(String engine, String why, boolean tell, UnaryOperator<Authority> change) {
        return QuarkusTransaction.requiringNew().call(() -> {
            AuthorityEntity row = findByIdOptional(engine, LockModeType.PESSIMISTIC_WRITE)
                    .orElseThrow(() -> new AuthorityRefusedException("nobody has ever had the authority over '" + engine
                            + "': its component needs a host in components.yaml"));
            Authority before = row.toAuthority();
            Authority next = change.apply(before);
            if (!next.equals(before)) {
                row.become(next, why, clock.instant());
                if (tell) {
                    outbox.append(row.toEvent());
                }
            }
            return next;
        });
    }

    private void announce(String holder) {
        insertUnlessThere(holder);
        Optional<AuthorityEntity> inForce = findByIdOptional(ENGINE, LockModeType.PESSIMISTIC_WRITE);
        inForce.ifPresent(authority -> outbox.append(authority.toEvent()));
    }

    /** Two replicas that start together grant it once. */
    private void insertUnlessThere(String holder) {
        getEntityManager()
                .createNativeQuery("insert into authority (engine, holder, epoch, phase, granted_at, reason)"
                        + " values (?1, ?2, ?3, 'TRADING', ?4, 'the plan''s own host') on conflict do nothing")
                .setParameter(1, ENGINE)
                .setParameter(2, holder)
                .setParameter(3, FIRST_EPOCH)
                .setParameter(4, clock.instant())
                .executeUpdate();
    }
}
