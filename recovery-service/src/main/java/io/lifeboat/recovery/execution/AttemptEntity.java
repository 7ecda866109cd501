package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Fault;
import io.lifeboat.recovery.procedure.Attempt;
import io.lifeboat.recovery.procedure.AttemptState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "attempt")
@SuppressWarnings("NullAway.Init")
class AttemptEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    UUID run;
    String phase;
    String step;
    int pass;
    int number;

    @Enumerated(EnumType.STRING)
    AttemptState state;

    long generation;

    @Column(name = "started_at")
    Instant startedAt;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    String detail = "";

    /** SHA-256 of the whole output. */
    @Nullable
    String digest;

    /** The end of the output. */
    @Nullable
    String output;

    /** When a wait is over, or when a question has gone unanswered for too long. */
    @Column(name = "due_at")
    @Nullable
    Instant dueAt;

    /** What it has read. */
    @Nullable
    String value;

    @Enumerated(EnumType.STRING)
    @Nullable
    Fault fault;

    /** How many different people must approve; none where nothing is to be approved. */
    @Nullable
    Integer people;

    Attempt toAttempt() {
        return new Attempt(step, pass, number, state, startedAt, endedAt, detail, dueAt, value, fault);
    }
}
