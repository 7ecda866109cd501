package io.lifeboat.recovery.authority;

import io.lifeboat.event.AuthorityGranted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "authority")
@SuppressWarnings("NullAway.Init")
class AuthorityEntity {

    @Id
    String engine;

    String holder;
    long epoch;

    @Column(name = "granted_at")
    Instant grantedAt;

    String reason;

    AuthorityGranted toEvent() {
        return new AuthorityGranted(engine, holder, epoch, grantedAt, reason);
    }
}
