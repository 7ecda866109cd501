package io.lifeboat.recovery.action;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "backup_result")
@SuppressWarnings("NullAway.Init")
class BackupResultEntity {

    @Id
    UUID command;

    boolean succeeded;
    String detail;

    @Column(name = "received_at")
    Instant receivedAt;
}
