package io.lifeboat.recovery.action;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "backup_result")
@SuppressWarnings("NullAway.Init")
class BackupResultEntity {

    @Id
    UUID command;

    boolean succeeded;
    String detail;

    /** Up to when everything is in what was restored. */
    @Column(name = "data_as_of")
    @Nullable
    Instant dataAsOf;

    @Column(name = "received_at")
    Instant receivedAt;
}
