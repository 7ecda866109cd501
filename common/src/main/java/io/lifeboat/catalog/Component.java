package io.lifeboat.catalog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A part of the bot, with its objectives.
 *
 * @param rto how soon it must work again
 * @param rpo how much of the newest data may be lost; none where the plan says "N/A"
 * @param contact the role that is paged when an incident of it opens
 */
public record Component(
        String id,
        String name,
        @Nullable Duration rto,
        @Nullable Duration rpo,
        @Nullable String host,
        String contact) {}
