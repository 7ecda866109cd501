package io.lifeboat.catalog.action;

import org.jspecify.annotations.Nullable;

/**
 * A statement on a database of a host.
 *
 * @param database its name in the table of the host
 * @param equals what the first column of the first row must be; none: any will do. That column is the step's value
 */
public record SqlAction(
        String host,
        String database,
        String query,
        @Nullable String equals) implements Action {}
