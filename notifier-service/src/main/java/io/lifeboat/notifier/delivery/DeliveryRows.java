package io.lifeboat.notifier.delivery;

import io.lifeboat.notifier.channel.ChannelId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Timeouts;

@ApplicationScoped
class DeliveryRows implements PanacheRepositoryBase<DeliveryEntity, UUID> {

    /** Locked until the transaction ends; what another transaction has locked is passed over. */
    List<DeliveryEntity> lockDue(ChannelId channel, Instant now, int limit) {
        return find(
                        "channel = ?1 and state = ?2 and dueAt <= ?3 and (claimedUntil is null or claimedUntil <= ?3) order by dueAt, createdAt",
                        channel,
                        DeliveryState.PENDING,
                        now)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
                .page(0, limit)
                .list();
    }

    void release(String instance) {
        update(
                "claimedUntil = null, claimedBy = null where state = ?1 and claimedBy = ?2",
                DeliveryState.PENDING,
                instance);
    }

    long pending() {
        return count("state", DeliveryState.PENDING);
    }
}
