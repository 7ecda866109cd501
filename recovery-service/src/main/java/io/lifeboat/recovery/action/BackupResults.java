package io.lifeboat.recovery.action;

import io.lifeboat.event.BackupEvent;
import io.lifeboat.messaging.EventReceiver;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** The backup service's answers, kept, so that whichever replica waits for one finds it, also after a restart. */
@ApplicationScoped
class BackupResults implements PanacheRepositoryBase<BackupResultEntity, UUID> {

    private final EventReceiver receiver;
    private final Clock clock;

    BackupResults(EventReceiver receiver, Clock clock) {
        this.receiver = receiver;
        this.clock = clock;
    }

    @Incoming("backups")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, BackupEvent.class, envelope -> keep(envelope.event()));
    }

    /** Within the caller's transaction. False if the command was sent before. */
    boolean firstSent(UUID command) {
        return getEntityManager()
                        .createNativeQuery(
                                "insert into backup_command (id, sent_at) values (?1, ?2) on conflict do nothing")
                        .setParameter(1, command)
                        .setParameter(2, clock.instant())
                        .executeUpdate()
                == 1;
    }

    Optional<ActionOutcome> of(UUID command) {
        return QuarkusTransaction.requiringNew()
                .call(() -> findByIdOptional(command)
                        .map(result -> result.succeeded
                                ? ActionOutcome.Succeeded.reading(
                                        result.detail, result.dataAsOf == null ? null : result.dataAsOf.toString())
                                : new ActionOutcome.Failed(result.detail)));
    }

    private void keep(BackupEvent event) {
        UUID command = event.command();
        if (command == null || findByIdOptional(command).isPresent()) {
            return;
        }
        BackupResultEntity result = new BackupResultEntity();
        result.command = command;
        result.succeeded = !(event instanceof BackupEvent.SnapshotFailed || event instanceof BackupEvent.DrillFailed);
        result.detail = words(event);
        result.dataAsOf = dataAsOf(event);
        result.receivedAt = clock.instant();
        persist(result);
    }

    /** A backup service of before this field restores snapshots as they are. */
    private static @Nullable Instant dataAsOf(BackupEvent event) {
        return event instanceof BackupEvent.SnapshotRestored restored
                ? Objects.requireNonNullElse(restored.dataAsOf(), restored.takenAt())
                : null;
    }

    private static String words(BackupEvent event) {
        return switch (event) {
            case BackupEvent.SnapshotTaken taken ->
                "snapshot " + taken.snapshot() + ": " + taken.files() + " files, in "
                        + String.join(", ", taken.repositories());
            case BackupEvent.SnapshotVerified verified ->
                "snapshot " + verified.snapshot() + " is good: " + verified.files() + " files";
            case BackupEvent.SnapshotRestored restored ->
                "snapshot " + restored.snapshot() + " of " + restored.takenAt() + " is in its place: "
                        + restored.files() + " files"
                        + (restored.detail() == null || restored.detail().isBlank() ? "" : ", " + restored.detail());
            case BackupEvent.SnapshotFailed failed -> failed.reason();
            case BackupEvent.SnapshotExpired expired -> "snapshot " + expired.snapshot() + " has expired";
            case BackupEvent.SnapshotHeld held ->
                (held.snapshot() == null ? "all of " + held.component() : "snapshot " + held.snapshot())
                        + " is held by " + held.by();
            case BackupEvent.SnapshotReleased released ->
                (released.snapshot() == null ? "all of " + released.component() : "snapshot " + released.snapshot())
                        + " is not held by " + released.by() + " any more";
            case BackupEvent.Progressed progressed ->
                progressed.action() + " is " + progressed.step() + ": " + progressed.bytes() + " bytes";
            case BackupEvent.RpoMeasured measured ->
                measured.repository() + " would lose the last "
                        + measured.achieved().toSeconds() + " s";
            case BackupEvent.ReplicationLagMeasured measured ->
                measured.standby() + " is " + measured.lag().toSeconds() + " s and " + measured.bytes()
                        + " bytes behind";
            case BackupEvent.StateLagMeasured measured ->
                measured.standby() + " is " + measured.lag().toSeconds() + " s behind"
                        + (measured.trouble() == null ? "" : ": " + measured.trouble());
            case BackupEvent.SlotRetentionMeasured measured ->
                "the slot " + measured.slot() + " is " + measured.status() + ": " + measured.retainedBytes()
                        + " bytes are kept for it";
            case BackupEvent.DrillPassed passed ->
                "snapshot " + passed.snapshot() + " can be restored in "
                        + passed.took().toSeconds() + " s: " + passed.detail();
            case BackupEvent.DrillFailed failed -> "the drill failed: " + String.join("; ", failed.findings());
        };
    }
}
