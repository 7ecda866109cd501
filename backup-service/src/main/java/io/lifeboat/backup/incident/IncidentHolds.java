package io.lifeboat.backup.incident;

import io.lifeboat.event.IncidentEvent;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The holds that incidents want, and which of them are placed. The holds themselves lie in the places. */
@ApplicationScoped
class IncidentHolds {

    private final EntityManager entities;

    IncidentHolds(EntityManager entities) {
        this.entities = entities;
    }

    /** Within the caller's transaction. Nothing new if it is known. */
    void opened(IncidentEvent.Opened event, List<String> components) {
        for (String component : components) {
            entities.createNativeQuery("""
                    insert into incident_hold (incident, component, scenario, detected_at, done)
                    values (?1, ?2, ?3, ?4, false) on conflict do nothing
                    """)
                    .setParameter(1, event.incident())
                    .setParameter(2, component)
                    .setParameter(3, event.scenario())
                    .setParameter(4, event.detectedAt())
                    .executeUpdate();
        }
    }

    /** Within the caller's transaction. From then on the holds end by the clock. */
    void closed(IncidentEvent.Closed event, Duration after) {
        entities.createNativeQuery("""
                update incident_hold set until = ?2, done = false
                where incident = ?1 and (until is null or until <> ?2)
                """)
                .setParameter(1, event.incident())
                .setParameter(2, event.at().plus(after))
                .executeUpdate();
    }

    List<IncidentHold> due() {
        return QuarkusTransaction.requiringNew().call(() -> {
            @SuppressWarnings("unchecked")
            List<Tuple> rows = entities.createNativeQuery("""
                    select incident, component, scenario, detected_at, snapshot, until from incident_hold
                    where not done order by detected_at, component
                    """, Tuple.class).getResultList();
            return rows.stream()
                    .map(row -> new IncidentHold(
                            row.get(0, UUID.class),
                            row.get(1, String.class),
                            row.get(2, String.class),
                            Objects.requireNonNull(instant(row.get(3))),
                            row.get(4, String.class),
                            instant(row.get(5))))
                    .toList();
        });
    }

    private static @Nullable Instant instant(@Nullable Object column) {
        return column instanceof OffsetDateTime time ? time.toInstant() : (Instant) column;
    }

    /** So that it is this one whatever comes of it: a hold that nobody knows of is never released. */
    void choose(IncidentHold hold, String snapshot) {
        run("update incident_hold set snapshot = ?3 where incident = ?1 and component = ?2", hold, snapshot);
    }

    /** @param reason why there is nothing to hold; none if it is held. Not if the incident was closed meanwhile */
    void done(IncidentHold hold, @Nullable String reason) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("""
                update incident_hold set done = true, reason = cast(?3 as text)
                where incident = ?1 and component = ?2 and until is not distinct from cast(?4 as timestamptz)
                """)
                        .setParameter(1, hold.incident())
                        .setParameter(2, hold.component())
                        .setParameter(3, reason)
                        .setParameter(
                                4, hold.until() == null ? null : hold.until().toString())
                        .executeUpdate());
    }

    /** It is tried again. */
    void failed(IncidentHold hold, String reason) {
        run("update incident_hold set reason = ?3 where incident = ?1 and component = ?2", hold, reason);
    }

    /** Snapshots that were whole wherever they are when they were last read. */
    Set<String> verified(String component) {
        return QuarkusTransaction.requiringNew().call(() -> {
            @SuppressWarnings("unchecked")
            List<String> ids =
                    entities.createNativeQuery("""
                    select id from snapshot where component = ?1 and verified_at is not null and trouble is null
                    """).setParameter(1, component).getResultList();
            return new HashSet<>(ids);
        });
    }

    private void run(String sql, IncidentHold hold, String value) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(sql)
                        .setParameter(1, hold.incident())
                        .setParameter(2, hold.component())
                        .setParameter(3, value)
                        .executeUpdate());
    }
}
