package io.lifeboat.recovery.checksum;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "checksum_baseline")
@SuppressWarnings("NullAway.Init")
class BaselineEntity {

    /** The host and the folders. */
    @Id
    String id;

    @Column(name = "taken_at")
    Instant takenAt;

    /** JSON, hex by path. */
    String sums;
}
