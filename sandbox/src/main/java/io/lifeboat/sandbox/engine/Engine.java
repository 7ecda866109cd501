package io.lifeboat.sandbox.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.sandbox.process.Json;
import io.lifeboat.sandbox.process.PythonLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Trades on ticks. An order is stored, sent, and closed with its outcome, one at a time; whatever was open when the
 * engine or a connection broke is settled with the broker before the next one, by the engine that has the authority.
 */
final class Engine implements Runnable {

    private static final BigDecimal LOTS = new BigDecimal("0.01");
    private static final Duration RETRY = Duration.ofMillis(250);

    private final String host;
    private final TradingPolicy policy;
    private final AuthorityFile authority;
    private final OrderStore orders;
    private final ConnectorClient connector;
    private final PythonLog log;
    private final Clock clock;
    private volatile String state = "starting";
    private volatile Instant lastTick = Instant.EPOCH;
    private volatile Instant lastOrder = Instant.EPOCH;
    private long sent;
    private String observing = "";
    private boolean settled;

    Engine(
            String host,
            AuthorityFile authority,
            OrderStore orders,
            ConnectorClient connector,
            PythonLog log,
            Clock clock) {
        this.host = host;
        this.policy = new TradingPolicy(host);
        this.authority = authority;
        this.orders = orders;
        this.connector = connector;
        this.log = log;
        this.clock = clock;
    }

    /** What the engine itself knows that it holds, from its own trades: the form in which an order gateway reports. */
    ObjectNode report() throws SQLException, IOException {
        JsonNode status = connector.status();
        String account = status.path("account").asText();
        ObjectNode positions = Json.object();
        orders.positions(account).forEach(positions::put);
        ObjectNode report = Json.object().put("account", account);
        report.set("balance", status.path("balance"));
        report.set("positions", positions);
        return report.put("unsettled", orders.open().size());
    }

    ObjectNode health() {
        Optional<Authority> known = authority.last();
        return Json.object()
                .put("state", state)
                .put("epoch", known.map(Authority::epoch).orElse(0L))
                .put("lastTickAt", lastTick.toString())
                .put("lastOrderAt", lastOrder.toString());
    }

    @Override
    public void run() {
        try {
            while (true) {
                try {
                    settled = false;
                    tradeUntilDisconnected();
                } catch (IOException e) {
                    log.error("connection error: MT5 connector: " + e.getMessage());
                } catch (SQLException e) {
                    log.error("database error: " + e.getMessage());
                }
                state = "disconnected";
                TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Only for who has the authority: what is open may be another engine's, on its way this very moment. Whoever has it
     * settles before anything else, also what the former holder has left.
     */
    private void settleOpenOrders() throws IOException, SQLException {
        for (String id : orders.open()) {
            Optional<JsonNode> fill = connector.settle(id);
            if (fill.isPresent()) {
                orders.filled(fill.get());
                log.info("order " + id + " filled, as the broker says");
            } else {
                orders.notPlaced(id);
                log.info("order " + id + " was never placed, as the broker says");
            }
        }
    }

    private void tradeUntilDisconnected() throws IOException, SQLException {
        try (BufferedReader ticks = connector.ticks()) {
            String tick;
            boolean first = true;
            while ((tick = ticks.readLine()) != null) {
                if (first) {
                    log.info("receiving ticks");
                    first = false;
                }
                onTick(Json.read(tick));
            }
        }
        throw new IOException("the connector sends no ticks, it has no connection to the broker");
    }

    private void onTick(JsonNode tick) throws IOException, SQLException {
        Instant now = clock.instant();
        lastTick = now;
        if (!settled && authority.last().filter(a -> a.holder().equals(host)).isPresent()) {
            settleOpenOrders();
            settled = true;
        }
        switch (policy.decide(authority.last(), lastOrder, now)) {
            case TradingPolicy.Decision.Wait() -> {}
            case TradingPolicy.Decision.Observe(String reason) -> observe(reason);
            case TradingPolicy.Decision.Trade(long epoch) ->
                trade(tick.path("symbol").asText(), epoch, now);
        }
    }

    private void observe(String reason) {
        state = "observing";
        if (!reason.equals(observing)) {
            observing = reason;
            log.info("observing only: " + reason);
        }
    }

    /** Buys and sells in turn, so that the position stays small. */
    private void trade(String symbol, long epoch, Instant now) throws IOException, SQLException {
        NewOrder order = new NewOrder(
                host + "-" + epoch + "-" + UUID.randomUUID(),
                epoch,
                symbol,
                sent++ % 2 == 0 ? "BUY" : "SELL",
                LOTS,
                now);
        orders.intend(order);
        lastOrder = now;
        switch (connector.send(order)) {
            case ConnectorClient.Outcome.Filled(JsonNode fill) -> {
                orders.filled(fill);
                state = "trading";
                observing = "";
                log.info("order " + order.id() + " filled: " + order.side() + " " + order.lots() + " " + symbol + " at "
                        + fill.path("price").asText());
            }
            case ConnectorClient.Outcome.Rejected(String reason) -> {
                orders.rejected(order.id());
                log.warning("order " + order.id() + " rejected: " + reason);
            }
            case ConnectorClient.Outcome.NotSent(String reason) -> {
                orders.notPlaced(order.id());
                throw new IOException(reason);
            }
        }
    }
}
