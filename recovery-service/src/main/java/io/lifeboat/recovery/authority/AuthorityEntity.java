package io.lifeboat.recovery.authority;

import io.lifeboat.event.AuthorityGranted;
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
@Table(name = "authority")
@SuppressWarnings("NullAway.Init")
class AuthorityEntity {

    @Id
    String engine;

    String holder;
    long epoch;

    @Enumerated(EnumType.STRING)
    AuthorityPhase phase;

    @Nullable
    UUID run;

    @Column(name = "granted_at")
    Instant grantedAt;

    String reason;

    Authority toAuthority() {
        return new Authority(engine, holder, epoch, phase, run);
    }

    void become(Authority next, String why, Instant now) {
        holder = next.holder();
        epoch = next.epoch();
        phase = next.phase();
        run = next.run();
        reason = why;
        grantedAt = now;
    }

    AuthorityGranted toEvent() {
        return new AuthorityGranted(engine, holder, epoch, grantedAt, reason, phase == AuthorityPhase.OBSERVING);
    }
}
