package io.lifeboat.backup.job;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Timeouts;

@ApplicationScoped
class JobRows implements PanacheRepositoryBase<JobEntity, UUID> {

    Optional<JobEntity> lockNext(Instant now, Lane lane, Set<String> images) {
        // A list of none is no list in SQL, and no component has an empty name.
        Set<String> named = images.isEmpty() ? Set.of("") : images;
        List<Object> parameters = new ArrayList<>(List.of(JobState.PENDING, now, Lane.AT_ONCE));
        if (lane != Lane.HOLDS) {
            parameters.add(named);
        }
        return find("""
                        from JobEntity j where j.state = ?1 and (j.claimedUntil is null or j.claimedUntil <= ?2)
                        and (j.follows is null
                             or not exists (select 1 from JobEntity f where f.id = j.follows and f.state = ?1))
                        and %s order by j.requestedAt, j.id
                        """.formatted(lane.which()), parameters.toArray())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
                .page(0, 1)
                .firstResultOptional();
    }

    void release(String instance) {
        update("claimedUntil = null, claimedBy = null where state = ?1 and claimedBy = ?2", JobState.PENDING, instance);
    }
}
