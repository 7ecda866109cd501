package io.lifeboat.recovery.execution;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class RunRows implements PanacheRepositoryBase<RunEntity, UUID> {

    static final String RUNNING = "RUNNING";

    /** Locked until the transaction ends. */
    Optional<RunEntity> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Whose owner is gone, or was this very instance before its restart. */
    List<UUID> claimable(String me, UUID process, Instant now) {
        return find("state = ?1 and (leaseUntil < ?2 or (owner = ?3 and process <> ?4))", RUNNING, now, me, process)
                .stream()
                .map(run -> run.id)
                .toList();
    }

    long startedSince(String procedure, String target, Instant since) {
        return count("procedure = ?1 and target = ?2 and startedAt >= ?3", procedure, target, since);
    }

    /** One whose verification has not passed: what comes after it does no harm to another. */
    Optional<RunEntity> running(String target) {
        return find("state = ?1 and target = ?2 and verifiedAt is null", RUNNING, target)
                .firstResultOptional();
    }

    /** Those whose verification has passed, the newest first. */
    List<RunEntity> verified(String procedure, int most) {
        return find("procedure = ?1 and verifiedAt is not null order by verifiedAt desc", procedure)
                .page(0, most)
                .list();
    }

    int renew(UUID id, String owner, long generation, Instant until) {
        return update(
                "leaseUntil = ?1 where id = ?2 and owner = ?3 and generation = ?4 and state = ?5",
                until,
                id,
                owner,
                generation,
                RUNNING);
    }

    List<RunEntity> ofIncident(UUID incident) {
        return list("incident = ?1 order by number", incident);
    }
}
