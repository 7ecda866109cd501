package io.lifeboat.backup.wal;

import java.time.Instant;

/**
 * WAL is missing for good: no later instant can be restored before a database has a new snapshot.
 *
 * @param component what the catalog's backups call it
 * @param reason in words
 * @param at when that was noticed
 */
public record SnapshotNeeded(String component, String reason, Instant at) {}
