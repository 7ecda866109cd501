package io.lifeboat.recovery.timeline;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "timeline")
@SuppressWarnings("NullAway.Init")
class TimelineEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    UUID incident;
    Instant at;
    String type;

    /** JSON, the event. */
    String body;
}
