package io.lifeboat.backup.job;

import io.lifeboat.backup.BackupConfig;
import io.lifeboat.backup.snapshot.BackupOutcome;
import io.lifeboat.event.BackupEvent;
import io.lifeboat.messaging.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The jobs that wait, and the record of what was done. */
@ApplicationScoped
public class Jobs {

    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final JobRows rows;
    private final SnapshotRows snapshots;
    private final EntityManager entities;
    private final Outbox outbox;
    private final JobSignal signal;
    private final Clock clock;
    private final String instance;
    private final Duration claimFor;

    Jobs(
            JobRows rows,
            SnapshotRows snapshots,
            EntityManager entities,
            Outbox outbox,
            JobSignal signal,
            Clock clock,
            BackupConfig config,
            @ConfigProperty(name = "lifeboat.instance") String instance) {
        this.rows = rows;
        this.snapshots = snapshots;
        this.entities = entities;
        this.outbox = outbox;
        this.signal = signal;
        this.clock = clock;
        this.instance = instance;
        this.claimFor = config.claimFor();
    }

    /**
     * Notes down the snapshot that is due, unless another replica, or this one before a restart, has done so.
     *
     * @param drill of which period the drill is that is held with it afterwards, unless there is one already; none if none
     *     is
     */
    public boolean addDue(String component, Instant due, @Nullable Instant drill) {
        boolean first = QuarkusTransaction.requiringNew().call(() -> {
            Job take = Job.scheduled(component, due, clock.instant());
            boolean added = add(take);
            return (drill != null && add(take.drillAfter(drill), take.id())) || added;
        });
        if (first) {
            signal.raise();
        }
        return first;
    }

    /** Within the caller's transaction. False if it is known already. */
    boolean add(Job job) {
        return add(job, null);
    }

    private boolean add(Job job, @Nullable UUID follows) {
        Job.Terms terms = job.terms();
        Instant until = terms == null ? null : terms.until();
        int inserted = entities.createNativeQuery("""
                insert into job (id, action, component, snapshot, requested_by, command, requested_at, state, attempts, follows,
                                 hold_by, hold_reason, hold_until)
                values (?1, ?2, ?3, cast(?4 as text), ?5, cast(?6 as uuid), ?7, 'PENDING', 0, cast(?8 as uuid),
                        cast(?9 as text), cast(?10 as text), cast(?11 as timestamptz))
                on conflict (id) do nothing
                """)
                .setParameter(1, job.id())
                .setParameter(2, job.action().name())
                .setParameter(3, job.component())
                .setParameter(4, job.snapshot())
                .setParameter(5, job.requestedBy())
                .setParameter(6, job.command() == null ? null : job.command().toString())
                .setParameter(7, job.requestedAt())
                .setParameter(8, follows == null ? null : follows.toString())
                .setParameter(9, terms == null ? null : terms.by())
                .setParameter(10, terms == null ? null : terms.reason())
                .setParameter(11, until == null ? null : until.toString())
                .executeUpdate();
        return inserted == 1;
    }

    /** @param images the components that are images of servers */
    Optional<Job> claim(Lane lane, Set<String> images) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Instant now = clock.instant();
            return rows.lockNext(now, lane, images).map(row -> {
                row.attempts++;
                row.claimedBy = instance;
                // Who works on it gives it up before others may take it for dead.
                row.claimedUntil = now.plus(claimFor).plus(MARGIN);
                if (row.follows != null && row.snapshot == null) {
                    JobEntity followed = rows.findById(row.follows);
                    row.snapshot = followed == null ? null : followed.snapshot;
                }
                return row.toJob();
            });
        });
    }

    /** Records and publishes that it has run for longer than any job may. Whatever still comes of it is not heard. */
    void timeOut(Job job, BackupOutcome failed) {
        finish(job, failed, JobState.TIMED_OUT);
    }

    /** Records and publishes, both or neither. */
    void finish(Job job, BackupOutcome outcome) {
        finish(job, outcome, JobState.FAILED);
    }

    private void finish(Job job, BackupOutcome outcome, JobState failure) {
        QuarkusTransaction.requiringNew().run(() -> {
            Instant now = clock.instant();
            JobEntity row = rows.findById(job.id());
            if (row.state != JobState.PENDING) {
                return;
            }
            row.claimedBy = null;
            row.claimedUntil = null;
            row.finishedAt = now;
            switch (outcome) {
                case BackupOutcome.Taken taken -> {
                    row.state = JobState.SUCCEEDED;
                    row.snapshot = taken.snapshot();
                    remember(job, taken.snapshot(), String.join(",", taken.places()), null, now);
                }
                case BackupOutcome.Verified verified -> {
                    row.state = JobState.SUCCEEDED;
                    row.snapshot = verified.snapshot();
                    remember(job, verified.snapshot(), String.join(",", verified.places()), null, now);
                }
                case BackupOutcome.Restored restored -> {
                    row.state = JobState.SUCCEEDED;
                    row.snapshot = restored.snapshot();
                }
                case BackupOutcome.Held held -> row.state = JobState.SUCCEEDED;
                case BackupOutcome.Released released -> row.state = JobState.SUCCEEDED;
                case BackupOutcome.DrillPassed passed -> {
                    row.state = JobState.SUCCEEDED;
                    row.snapshot = passed.snapshot();
                }
                case BackupOutcome.DrillFailed failed -> {
                    row.state = failure;
                    row.reason = String.join("; ", failed.findings());
                    row.snapshot = failed.snapshot();
                }
                case BackupOutcome.Failed failed -> {
                    row.state = failure;
                    row.reason = failed.reason();
                    row.snapshot = failed.snapshot();
                    if (failed.snapshot() != null && !failed.committedIn().isEmpty()) {
                        remember(job, failed.snapshot(), String.join(",", failed.committedIn()), failed.reason(), now);
                    }
                }
            }
            outbox.append(Answers.to(job, outcome, now));
        });
    }

    /** Tells what was removed, and from where. */
    void expired(String component, Map<String, List<String>> places) {
        QuarkusTransaction.requiringNew().run(() -> {
            Instant now = clock.instant();
            places.forEach((snapshot, from) ->
                    outbox.append(new BackupEvent.SnapshotExpired(component, snapshot, from, now, null)));
        });
    }

    void progressed(BackupEvent event) {
        QuarkusTransaction.requiringNew().run(() -> outbox.append(event));
    }

    /** Gives back what this replica had claimed before it was killed. */
    void releaseOwn() {
        QuarkusTransaction.requiringNew().run(() -> rows.release(instance));
    }

    private void remember(Job job, String snapshot, String places, @Nullable String trouble, Instant now) {
        SnapshotEntity row = snapshots.findById(snapshot);
        if (row == null) {
            row = new SnapshotEntity(snapshot, job.component(), now);
            snapshots.persist(row);
        }
        row.places = places;
        row.verifiedAt = now;
        row.trouble = trouble;
    }
}
