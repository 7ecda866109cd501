package io.lifeboat.backup.retention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a snapshot is kept.
 *
 * @param notBefore when this reason can be gone at the earliest, if snapshots go on to be taken as they are; none if
 *     nobody can say, because it depends on what people or later snapshots do
 */
public record Reason(String text, @Nullable Instant notBefore) {}
