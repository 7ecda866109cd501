package io.lifeboat.recovery.execution;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "run")
@SuppressWarnings("NullAway.Init")
class RunEntity {

    @Id
    UUID id;

    UUID incident;
    String procedure;

    @jakarta.persistence.Column(name = "procedure_hash")
    String procedureHash;

    String pinned;
    String target;
    int number;
    String state;

    @Nullable
    String reason;

    /** None before the bot is recovered. */
    @jakarta.persistence.Column(name = "verified_at")
    @Nullable
    Instant verifiedAt;

    String owner;

    /** Which process of the owner: it may have been restarted meanwhile. */
    UUID process;

    long generation;

    @jakarta.persistence.Column(name = "lease_until")
    Instant leaseUntil;

    @jakarta.persistence.Column(name = "started_at")
    Instant startedAt;

    @jakarta.persistence.Column(name = "ended_at")
    @Nullable
    Instant endedAt;
}
