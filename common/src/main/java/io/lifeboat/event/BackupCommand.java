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
}
