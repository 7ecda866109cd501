package io.lifeboat.backup.standby;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that the copy has otherwise.
 *
 * @param path within the tree
 * @param changed when the primary's was, by the primary's clock; none if the primary has no such file
 * @param copy the version of the copy; none if it has no such file
 * @param gap how much newer the primary's is, by one clock; none where that can't be told
 * @param moving whether the primary's was changed while it was read
 */
record Difference(
        String path,
        @Nullable Instant changed,
        @Nullable String copy,
        @Nullable Duration gap,
        boolean moving) {}
