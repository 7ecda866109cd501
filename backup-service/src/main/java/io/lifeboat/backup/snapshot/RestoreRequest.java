package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.wal.RecoveryTarget;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is to be restored, and where to.
 *
 * @param snapshot none for the newest before {@code to} that is whole in one place or more
 * @param to how far what is a database is brought
 * @param over whether what is there may be replaced; it is kept beside it
 * @param target a folder for it instead of where it belongs: nothing of the hosts is touched then
 * @param only this file or folder of it, as {@code HOST:/path}, or {@code /path} if one host alone has it; none for all
 */
public record RestoreRequest(
        @Nullable String snapshot,
        RecoveryTarget to,
        boolean over,
        @Nullable Path target,
        @Nullable String only) {

    /** All of it, to where it belongs. */
    public static RestoreRequest inPlace(@Nullable String snapshot, RecoveryTarget to, boolean over) {
        return new RestoreRequest(snapshot, to, over, null, null);
    }
}
