package io.lifeboat.catalog.action;

import java.math.BigDecimal;
import java.net.URI;

/**
 * Compares the broker's positions, orders and balance with the engine's own, and lets it trade if they agree. A report
 * that is missing is unknown, and not flat.
 *
 * @param engine the component that trades
 * @param engineReport where the engine says what it holds
 * @param tolerance by how many lots a position may differ
 */
public record ReconcileAction(String engine, URI engineReport, BigDecimal tolerance) implements Action {}
