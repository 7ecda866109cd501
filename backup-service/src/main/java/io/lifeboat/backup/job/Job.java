package io.lifeboat.backup.job;

import io.lifeboat.event.BackupCommand;
import io.lifeboat.event.EventIds;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that somebody wants taken, verified or restored.
 *
 * @param id the same for the same wish, however often it is voiced
 * @param snapshot which one to verify or restore; none for the newest
 * @param command the event id of the command; none if it was the schedule
 */
record Job(
        UUID id,
        Action action,
        String component,
        @Nullable String snapshot,
        String requestedBy,
        @Nullable UUID command,
        Instant requestedAt) {

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
        };
    }

    /** Of the snapshot that another job takes: it is done after that, whoever does it. */
    Job drillAfter() {
        return new Job(
                EventIds.deterministic("scheduled-drill", id.toString()),
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
