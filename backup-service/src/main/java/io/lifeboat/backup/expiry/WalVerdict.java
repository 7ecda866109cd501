package io.lifeboat.backup.expiry;

import io.lifeboat.backup.wal.WalLeftovers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a cluster's WAL in one place.
 *
 * @param over what no snapshot that stays needs
 * @param goesAt when the first of it goes, at the earliest; none if nothing of it is marked
 */
public record WalVerdict(WalLeftovers over, @Nullable Instant goesAt) {}
