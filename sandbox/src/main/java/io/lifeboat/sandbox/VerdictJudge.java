package io.lifeboat.sandbox;

import io.lifeboat.embedded.PostgresServer;
import io.lifeboat.sandbox.database.BotDatabase;
import io.lifeboat.sandbox.process.HttpCall;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Compares the broker's orders with those in the engine's database. */
final class VerdictJudge {

    private static final String TEST_TRADE = "test-";
    private static final Duration TO_RECONCILE = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String brokerUrl;
    private final String botDatabase;

    VerdictJudge(SandboxState state) {
        brokerUrl = "http://" + state.host(SandboxLayout.BROKER).at("status");
        botDatabase = state.botDatabase();
    }

    Verdict judge() {
        long deadline = System.nanoTime() + TO_RECONCILE.toNanos();
        try (BotDatabase database = new BotDatabase(botDatabase, PostgresServer.USER, PostgresServer.USER)) {
            while (true) {
                long lost = lost(database);
                if (lost == 0 || System.nanoTime() > deadline) {
                    var verdict = HttpCall.get(brokerUrl + "/verdict", PATIENCE).body();
                    return new Verdict(
                            verdict.path("ordersAccepted").asLong(),
                            verdict.path("ordersRejected").asLong(),
                            verdict.path("epochOverlaps").asLong(),
                            lost,
                            verdict.path("ordersBetweenFenceAndReconcile").asLong());
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("no verdict: the broker or the bot's database does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while judging", e);
        }
    }

    /** The bot goes on trading meanwhile: what the engine has, the broker must have after; what the broker has, the engine after. */
    private long lost(BotDatabase database) throws IOException, SQLException {
        Set<String> engineBefore = filled(database);
        Set<String> broker = new HashSet<>();
        HttpCall.get(brokerUrl + "/orders", PATIENCE)
                .body()
                .path("orders")
                .forEach(order -> broker.add(order.path("clientOrderId").asText()));
        Set<String> engineAfter = filled(database);
        long unknownToBroker =
                engineBefore.stream().filter(id -> !broker.contains(id)).count();
        long unknownToEngine = broker.stream()
                .filter(id -> !id.startsWith(TEST_TRADE) && !engineAfter.contains(id))
                .count();
        return unknownToBroker + unknownToEngine;
    }

    private static Set<String> filled(BotDatabase database) throws SQLException {
        return database.inTransaction(c -> {
            Set<String> ids = new HashSet<>();
            try (PreparedStatement query = c.prepareStatement(
                            "select o.client_order_id from orders o join trades t using (client_order_id) where o.state = 'filled'");
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        });
    }
}
