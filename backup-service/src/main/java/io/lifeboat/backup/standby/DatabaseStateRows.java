package io.lifeboat.backup.standby;

import io.lifeboat.backup.pack.PlainJson;
import io.lifeboat.event.AuthorityGranted;
import io.lifeboat.event.BackupEvent;
import io.lifeboat.messaging.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class DatabaseStateRows implements StateRows {

    private static final Logger LOG = Logger.getLogger(DatabaseStateRows.class);

    private final EntityManager entities;
    private final Outbox outbox;
    private final UUID instance = UUID.randomUUID();

    DatabaseStateRows(EntityManager entities, Outbox outbox) {
        this.entities = entities;
        this.outbox = outbox;
    }

    @Override
    public Optional<Claim> claim(String component, String engine, Instant now, Instant until) {
        return QuarkusTransaction.requiringNew().call(() -> {
            int claimed = entities.createNativeQuery("""
                    insert into state_watch (component, claimed_by, claimed_until) values (?1, ?2, ?3)
                    on conflict (component) do update set claimed_by = ?2, claimed_until = ?3
                    where state_watch.claimed_by = ?2 or state_watch.claimed_until <= ?4
                    """)
                    .setParameter(1, component)
                    .setParameter(2, instance)
                    .setParameter(3, until)
                    .setParameter(4, now)
                    .executeUpdate();
            return claimed == 0
                    ? Optional.empty()
                    : Optional.of(new Claim(
                            known(component, text("select known from state_watch where component = ?1", component)),
                            text("select holder from trading_authority where engine = ?1", engine)));
        });
    }

    @Override
    public boolean keep(String component, StateKnown known, @Nullable BackupEvent event) {
        String text = write(known);
        return QuarkusTransaction.requiringNew().call(() -> {
            boolean mine = entities.createNativeQuery(
                                    "update state_watch set known = ?3 where component = ?1 and claimed_by = ?2")
                            .setParameter(1, component)
                            .setParameter(2, instance)
                            .setParameter(3, text)
                            .executeUpdate()
                    == 1;
            if (mine && event != null) {
                outbox.append(event);
            }
            return mine;
        });
    }

    @Override
    public void release(String component, Instant now) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(
                                "update state_watch set claimed_until = ?3 where component = ?1 and claimed_by = ?2")
                        .setParameter(1, component)
                        .setParameter(2, instance)
                        .setParameter(3, now)
                        .executeUpdate());
    }

    /** Within the caller's transaction. What is older than what is known changes nothing. */
    void granted(AuthorityGranted event) {
        entities.createNativeQuery("""
                insert into trading_authority (engine, holder, epoch) values (?1, ?2, ?3)
                on conflict (engine) do update set holder = ?2, epoch = ?3 where trading_authority.epoch <= ?3
                """)
                .setParameter(1, event.engine())
                .setParameter(2, event.holder())
                .setParameter(3, event.epoch())
                .executeUpdate();
    }

    private @Nullable String text(String sql, String id) {
        List<?> rows = entities.createNativeQuery(sql, String.class)
                .setParameter(1, id)
                .getResultList();
        return rows.isEmpty() ? null : (String) rows.getFirst();
    }

    private static StateKnown known(String component, @Nullable String text) {
        try {
            return text == null
                    ? StateKnown.NOTHING
                    : PlainJson.read(text.getBytes(StandardCharsets.UTF_8), StateKnown.class);
        } catch (IOException e) {
            LOG.warnf("%s: what was known of the standby's copy can't be read, it is counted anew: %s", component, e);
            return StateKnown.NOTHING;
        }
    }

    private static String write(StateKnown known) {
        try {
            return new String(PlainJson.write(known), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
