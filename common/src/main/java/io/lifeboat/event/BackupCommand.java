package io.lifeboat.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the recovery service, or an operator, asks of the backup service. The answer names the command's event id. */
public sealed interface BackupCommand extends Event {

    /** The backup's id in the catalog, such as {@code configuration}. */
    String component();

    /** Who asks, for the record. */
    String requestedBy();

    Instant at();

    @Override
    default String key() {
        return component();
    }

    record Take(
            String component, String requestedBy, @Nullable UUID incident, Instant at) implements BackupCommand {}

    /** @param snapshot which one, or none for the newest */
    record Verify(
            String component,
            @Nullable String snapshot,
            String requestedBy,
            @Nullable UUID incident,
            Instant at) implements BackupCommand {}

    /**
     * Puts a snapshot in the place of what is there. What is there is kept beside it.
     *
     * @param snapshot which one, or none for the newest good one
     */
    record Restore(
            String component,
            @Nullable String snapshot,
            String requestedBy,
            @Nullable UUID incident,
            Instant at) implements BackupCommand {}

    /**
     * Restores a snapshot beside what runs, and looks whether it is sound. Touches nothing that runs.
     *
     * @param snapshot which one, or none for the newest
     */
    record Drill(
            String component,
            @Nullable String snapshot,
            String requestedBy,
            @Nullable UUID incident,
            Instant at) implements BackupCommand {}

    /**
     * Keeps a snapshot in every place that has it, whatever the rules say. Who asks has one hold of it: a new one takes the
     * place of the former.
     *
     * @param snapshot which one, or none for all of the component's
     * @param until none: until it is released
     */
    record Hold(
            String component,
            @Nullable String snapshot,
            String reason,
            @Nullable Instant until,
            String requestedBy,
            @Nullable UUID incident,
            Instant at)
            implements BackupCommand {}

    /**
     * Ends a hold in every place.
     *
     * @param snapshot of which one, or none for that of all of the component's
     * @param by whose hold, or none for that of who asks
     */
    record Release(
            String component,
            @Nullable String snapshot,
            @Nullable String by,
            String requestedBy,
            @Nullable UUID incident,
            Instant at)
            implements BackupCommand {}
}
