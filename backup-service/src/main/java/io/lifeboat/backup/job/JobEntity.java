package io.lifeboat.backup.job;

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
@Table(name = "job")
class JobEntity {

    @Id
    UUID id;

    @Enumerated(EnumType.STRING)
    Action action;

    String component;

    @Nullable
    String snapshot;

    @Column(name = "requested_by")
    String requestedBy;

    @Nullable
    UUID command;

    @Column(name = "requested_at")
    Instant requestedAt;

    @Enumerated(EnumType.STRING)
    JobState state = JobState.PENDING;

    int attempts;

    @Column(name = "claimed_until")
    @Nullable
    Instant claimedUntil;

    @Column(name = "claimed_by")
    @Nullable
    String claimedBy;

    @Nullable
    String reason;

    @Column(name = "hold_by")
    @Nullable
    String holdBy;

    @Column(name = "hold_reason")
    @Nullable
    String holdReason;

    @Column(name = "hold_until")
    @Nullable
    Instant holdUntil;

    @Nullable
    UUID follows;

    @Column(name = "finished_at")
    @Nullable
    Instant finishedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    JobEntity() {}

    JobEntity(Job job) {
        this.id = job.id();
        this.action = job.action();
        this.component = job.component();
        this.snapshot = job.snapshot();
        this.requestedBy = job.requestedBy();
        this.command = job.command();
        this.requestedAt = job.requestedAt();
    }

    Job toJob() {
        return new Job(id, action, component, snapshot, requestedBy, command, requestedAt, terms());
    }

    private Job.@Nullable Terms terms() {
        return holdBy == null ? null : new Job.Terms(holdBy, holdReason == null ? "" : holdReason, holdUntil);
    }
}
