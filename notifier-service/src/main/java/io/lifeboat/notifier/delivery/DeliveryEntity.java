package io.lifeboat.notifier.delivery;

import io.lifeboat.notifier.channel.ChannelId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "delivery")
class DeliveryEntity {

    @Id
    UUID id;

    UUID page;

    @Enumerated(EnumType.STRING)
    ChannelId channel;

    @Column(name = "message_id")
    String messageId;

    @Enumerated(EnumType.STRING)
    DeliveryState state = DeliveryState.PENDING;

    int attempts;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "claimed_until")
    @Nullable
    Instant claimedUntil;

    @Column(name = "claimed_by")
    @Nullable
    String claimedBy;

    @Column(name = "last_reason")
    @Nullable
    String lastReason;

    @Column(name = "accepted_at")
    @Nullable
    Instant acceptedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    DeliveryEntity() {}

    DeliveryEntity(UUID id, UUID page, ChannelId channel, String messageId, Instant now) {
        this.id = id;
        this.page = page;
        this.channel = channel;
        this.messageId = messageId;
        this.createdAt = now;
        this.dueAt = now;
    }

    void claim(String instance, Instant until) {
        attempts++;
        claimedBy = instance;
        claimedUntil = until;
    }

    void apply(DeliveryDecision decision, Instant now) {
        claimedBy = null;
        claimedUntil = null;
        switch (decision) {
            case DeliveryDecision.Accept accept -> {
                state = DeliveryState.ACCEPTED;
                acceptedAt = now;
            }
            case DeliveryDecision.Retry retry -> {
                dueAt = retry.at();
                lastReason = retry.reason();
            }
            case DeliveryDecision.GiveUp giveUp -> {
                state = DeliveryState.FAILED;
                lastReason = giveUp.reason();
            }
        }
    }
}
