package io.lifeboat.recovery.incident;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class IncidentRows implements PanacheRepositoryBase<IncidentEntity, UUID> {

    /** As the table's index {@code incident_open} says it. */
    private static final List<IncidentState> OPEN = List.of(IncidentState.RECOVERING, IncidentState.WITH_PEOPLE);

    /** Locked until the transaction ends. */
    Optional<IncidentEntity> lockOpen(String scenario, String target) {
        return find("scenario = ?1 and target = ?2 and state in ?3", scenario, target, OPEN)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Locked until the transaction ends. */
    List<IncidentEntity> lockOpen(String scenario, Plan.Reach where) {
        return (where.everywhere()
                        ? find("scenario = ?1 and state in ?2 order by openedAt", scenario, OPEN)
                        : find(
                                "scenario = ?1 and target in ?2 and state in ?3 order by openedAt",
                                scenario,
                                where.targets(),
                                OPEN))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    boolean isOpen(String scenario, Plan.Reach where) {
        return (where.everywhere()
                        ? count("scenario = ?1 and state in ?2", scenario, OPEN)
                        : count("scenario = ?1 and target in ?2 and state in ?3", scenario, where.targets(), OPEN))
                > 0;
    }

    long openedSince(String scenario, String target, Instant since) {
        return count("scenario = ?1 and target = ?2 and openedAt >= ?3", scenario, target, since);
    }

    /** What people have on a target, and has not cleared; locked until the transaction ends. */
    List<IncidentEntity> waitingOn(String target) {
        return find(
                        "target = ?1 and state = ?2 and clearedAt is null order by openedAt",
                        target,
                        IncidentState.WITH_PEOPLE)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Optional<IncidentEntity> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Those of whose objective more is spent than people have been told. None is locked: a thousand that are in time cost one look. */
    List<UUID> behindObjective(Instant now) {
        return find("state in ?1 and rtoSeconds is not null and warnedPercent < 100", OPEN).stream()
                .filter(incident -> !incident.warningsDue(now).isEmpty())
                .map(incident -> incident.id)
                .toList();
    }

    /** Those whose failure comes and goes, and has stayed away since before this. */
    List<UUID> quietSince(Instant before) {
        return find("state = ?1 and flaps and clearedAt < ?2", IncidentState.WITH_PEOPLE, before).stream()
                .map(incident -> incident.id)
                .toList();
    }

    /** Up to when the failures of this scenario and target are dealt with. */
    Optional<Instant> horizon(String scenario, String target) {
        List<?> found = getEntityManager()
                .createNativeQuery(
                        "select until from failure_horizon where scenario = ?1 and target = ?2", Instant.class)
                .setParameter(1, scenario)
                .setParameter(2, target)
                .getResultList();
        return found.stream().map(Instant.class::cast).findFirst();
    }

    /** Never moves back. */
    void raiseHorizon(String scenario, String target, Instant until) {
        getEntityManager()
                .createNativeQuery(
                        "insert into failure_horizon (scenario, target, until) values (?1, ?2, ?3)"
                                + " on conflict (scenario, target) do update set until = greatest(failure_horizon.until, excluded.until)")
                .setParameter(1, scenario)
                .setParameter(2, target)
                .setParameter(3, until)
                .executeUpdate();
    }
}
