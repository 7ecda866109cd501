package io.lifeboat.backup.job;

import io.lifeboat.event.BackupCommand;
import io.lifeboat.event.EventIds;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants done to a component's snapshots.
 *
 * @param id the same for the same wish, however often it is voiced
 * @param snapshot which one; none for the newest, or for all where they are held or released
 * @param command the event id of the command; none if it was the schedule
 * @param terms of a hold; none where nothing is held or released
 */
record Job(
        UUID id,
        Action action,
        String component,
        @Nullable String snapshot,
        String requestedBy,
        @Nullable UUID command,
        Instant requestedAt,
        @Nullable Terms terms) {

    /**
     * @param by whose hold it is
     * @param reason empty where it is released
     * @param until none: until it is released
     */
    record Terms(String by, String reason, @Nullable Instant until) {}

    /** One that holds nothing, and releases nothing. */
    Job(
            UUID id,
            Action action,
            String component,
            @Nullable String snapshot,
            String requestedBy,
            @Nullable UUID command,
            Instant requestedAt) {
        this(id, action, component, snapshot, requestedBy, command, requestedAt, null);
    }

    static Job of(UUID event, BackupCommand command) {
        return switch (command) {
            case BackupCommand.Take take ->
                new Job(event, Action.TAKE, take.component(), null, take.requestedBy(), event, take.at());
            case BackupCommand.Verify verify ->
                new Job(
                        event,
                        Action.VERIFY,
                        verify.component(),
                        verify.snapshot(),
                        verify.requestedBy(),
                        event,
                        verify.at());
            case BackupCommand.Restore restore ->
                new Job(
                        event,
                        Action.RESTORE,
                        restore.component(),
                        restore.snapshot(),
                        restore.requestedBy(),
                        event,
                        restore.at());
            case BackupCommand.Drill drill ->
                new Job(
                        event,
                        Action.DRILL,
                        drill.component(),
                        drill.snapshot(),
                        drill.requestedBy(),
                        event,
                        drill.at());
            case BackupCommand.Hold hold ->
                new Job(
                        event,
                        Action.HOLD,
                        hold.component(),
                        hold.snapshot(),
                        hold.requestedBy(),
                        event,
                        hold.at(),
                        new Terms(hold.requestedBy(), hold.reason(), hold.until()));
            case BackupCommand.Release release ->
                new Job(
                        event,
                        Action.RELEASE,
                        release.component(),
                        release.snapshot(),
                        release.requestedBy(),
                        event,
                        release.at(),
                        new Terms(Objects.requireNonNullElse(release.by(), release.requestedBy()), "", null));
        };
    }

    /**
     * Of the snapshot that another job takes: it is done after that, whoever does it.
     *
     * @param period for the same one it is the same drill
     */
    Job drillAfter(Instant period) {
        return new Job(
                EventIds.deterministic("scheduled-drill", component, period.toString()),
                Action.DRILL,
                component,
                null,
                requestedBy,
                null,
                requestedAt);
    }

    /** For the same instant it is the same one, and who is first to note it down has it. */
    static Job scheduled(String component, Instant due, Instant now) {
        return new Job(
                EventIds.deterministic("scheduled-snapshot", component, due.toString()),
                Action.TAKE,
                component,
                null,
                "schedule",
                null,
                now);
    }
}
