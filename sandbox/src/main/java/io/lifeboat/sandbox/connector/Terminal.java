package io.lifeboat.sandbox.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.sandbox.process.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/**
 * What the terminal knows of its account. It keeps its own positions from the fills that it has seen, beside those that
 * the broker reports, so that a difference shows. Does no I/O. Thread-safe.
 */
final class Terminal {

    private static final Duration FRESH = Duration.ofSeconds(2);

    private final String account;
    private final TreeMap<String, BigDecimal> own = new TreeMap<>();
    private final TreeMap<String, BigDecimal> reported = new TreeMap<>();
    private BigDecimal balance = BigDecimal.ZERO;
    private boolean connected;
    private boolean known;
    private Instant lastTick = Instant.EPOCH;
    private String testTrade = "none";

    Terminal(String account) {
        this.account = account;
    }

    synchronized void connected() {
        connected = true;
        known = false;
    }

    synchronized void disconnected() {
        connected = false;
    }

    synchronized boolean isConnected() {
        return connected;
    }

    synchronized void ticked(Instant now) {
        lastTick = now;
    }

    /** In the order in which the broker has filled and reported. */
    synchronized void filled(JsonNode order) {
        BigDecimal lots = new BigDecimal(order.path("lots").asText());
        own.merge(
                order.path("symbol").asText(),
                order.path("side").asText().equals("BUY") ? lots : lots.negate(),
                BigDecimal::add);
    }

    synchronized void reported(JsonNode report) {
        reported.clear();
        report.path("positions")
                .properties()
                .forEach(p ->
                        reported.put(p.getKey(), new BigDecimal(p.getValue().asText())));
        balance = new BigDecimal(report.path("balance").asText());
        if (!known) {
            own.clear();
            own.putAll(reported);
            known = true;
        }
    }

    synchronized void testTrade(String outcome) {
        testTrade = outcome;
    }

    synchronized ObjectNode status(Instant now) {
        ArrayNode positions = Json.array();
        reported.forEach((symbol, lots) ->
                positions.add(Json.object().put("symbol", symbol).put("lots", lots)));
        ObjectNode status = Json.object()
                .put("terminal", "running")
                .put("connected", connected)
                .put("account", account)
                .put("fresh", connected && lastTick.plus(FRESH).isAfter(now))
                .put("balance", balance);
        status.set("positions", positions);
        return status.put("reconciled", connected && known && same()).put("testTrade", testTrade);
    }

    private boolean same() {
        return own.keySet().equals(reported.keySet())
                && own.entrySet().stream()
                        .allMatch(p -> p.getValue().compareTo(reported.getOrDefault(p.getKey(), BigDecimal.ZERO)) == 0);
    }
}
