package io.lifeboat.backup.job;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Timeouts;

@ApplicationScoped
class JobRows implements PanacheRepositoryBase<JobEntity, UUID> {

    Optional<JobEntity> lockNext(Instant now) {
        return find(
                        "state = ?1 and (claimedUntil is null or claimedUntil <= ?2) order by requestedAt, id",
                        JobState.PENDING,
                        now)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
                .page(0, 1)
                .firstResultOptional();
    }

    void release(String instance) {
        update("claimedUntil = null, claimedBy = null where state = ?1 and claimedBy = ?2", JobState.PENDING, instance);
    }
}
