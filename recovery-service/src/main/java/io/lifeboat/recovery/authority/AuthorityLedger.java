package io.lifeboat.recovery.authority;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Component;
import io.lifeboat.messaging.Outbox;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.Optional;

/**
 * Who may trade. The first start grants the trading engine's own host epoch 1; every start says again what is in force,
 * so that the topic has it whatever has become of the topic.
 */
@ApplicationScoped
class AuthorityLedger implements PanacheRepositoryBase<AuthorityEntity, String> {

    private static final String ENGINE = "trading-engine";
    private static final long FIRST_EPOCH = 1;

    private final Catalog catalog;
    private final Outbox outbox;
    private final Clock clock;

    AuthorityLedger(Catalog catalog, Outbox outbox, Clock clock) {
        this.catalog = catalog;
        this.outbox = outbox;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        Component engine = catalog.components().get(ENGINE);
        if (engine != null && engine.host() != null) {
            String holder = engine.host();
            QuarkusTransaction.requiringNew().run(() -> announce(holder));
        }
    }

    private void announce(String holder) {
        insertUnlessThere(holder);
        Optional<AuthorityEntity> inForce = findByIdOptional(ENGINE, LockModeType.PESSIMISTIC_WRITE);
        inForce.ifPresent(authority -> outbox.append(authority.toEvent()));
    }

    /** Two replicas that start together grant it once. */
    private void insertUnlessThere(String holder) {
        getEntityManager()
                .createNativeQuery("insert into authority (engine, holder, epoch, granted_at, reason)"
                        + " values (?1, ?2, ?3, ?4, 'the plan''s own host') on conflict do nothing")
                .setParameter(1, ENGINE)
                .setParameter(2, holder)
                .setParameter(3, FIRST_EPOCH)
                .setParameter(4, clock.instant())
                .executeUpdate();
    }
}
