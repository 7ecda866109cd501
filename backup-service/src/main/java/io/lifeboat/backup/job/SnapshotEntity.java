package io.lifeboat.backup.job;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of a snapshot. The truth about it lies in the places; this is the record. */
@Entity
@Table(name = "snapshot")
class SnapshotEntity {

    @Id
    String id;

    String component;

    /** Where it was whole when it was last looked at, with commas between. */
    String places;

    @Column(name = "taken_at")
    Instant takenAt;

    @Column(name = "verified_at")
    @Nullable
    Instant verifiedAt;

    @Nullable
    String trouble;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    SnapshotEntity() {}

    SnapshotEntity(String id, String component, Instant takenAt) {
        this.id = id;
        this.component = component;
        this.places = "";
        this.takenAt = takenAt;
    }
}
