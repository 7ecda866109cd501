package io.lifeboat.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event with what identifies it.
 *
 * @param id the same each time this event is delivered: what consumers deduplicate by
 * @param source who published it, such as {@code /lifeboat/recovery-service}
 * @param time when it was published first
 * @param traceparent the W3C trace context that it was published in
 */
public record Envelope<E extends Event>(
        UUID id, String source, Instant time, @Nullable String traceparent, E event) {}
