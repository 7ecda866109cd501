package io.lifeboat.sandbox.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.lifeboat.sandbox.database.BotDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every order, from before it is sent. */
final class OrderStore {

    private final BotDatabase database;

    OrderStore(BotDatabase database) {
        this.database = database;
    }

    void intend(NewOrder order) throws SQLException {
        database.inTransaction(c -> {
            try (PreparedStatement insert =
                    c.prepareStatement("insert into orders values (?, ?, ?, ?, ?, 'intent', ?)")) {
                insert.setString(1, order.id());
                insert.setLong(2, order.epoch());
                insert.setString(3, order.symbol());
                insert.setString(4, order.side());
                insert.setBigDecimal(5, order.lots());
                insert.setObject(6, utc(order.at()));
                return insert.executeUpdate();
            }
        });
    }

    /** Safe to repeat. */
    void filled(JsonNode fill) throws SQLException {
        String id = fill.path("clientOrderId").asText();
        database.inTransaction(c -> {
            close(c, id, "filled");
            try (PreparedStatement insert = c.prepareStatement(
                    "insert into trades values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (client_order_id) do nothing")) {
                insert.setLong(1, fill.path("number").asLong());
                insert.setString(2, id);
                insert.setString(3, fill.path("account").asText());
                insert.setString(4, fill.path("symbol").asText());
                insert.setString(5, fill.path("side").asText());
                insert.setBigDecimal(6, new BigDecimal(fill.path("lots").asText()));
                insert.setBigDecimal(7, new BigDecimal(fill.path("price").asText()));
                insert.setObject(8, utc(Instant.parse(fill.path("at").asText())));
                return insert.executeUpdate();
            }
        });
    }

    void rejected(String id) throws SQLException {
        database.inTransaction(c -> close(c, id, "rejected"));
    }

    void notPlaced(String id) throws SQLException {
        database.inTransaction(c -> close(c, id, "not-placed"));
    }

    /** The orders of which nobody knows yet what became of them, oldest first. */
    List<String> open() throws SQLException {
        return database.inTransaction(c -> {
            List<String> open = new ArrayList<>();
            try (PreparedStatement query = c.prepareStatement(
                            "select client_order_id from orders where state = 'intent' order by created_at");
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    open.add(rows.getString(1));
                }
            }
            return open;
        });
    }

    /** Lots by symbol, from every trade of an account. */
    Map<String, BigDecimal> positions(String account) throws SQLException {
        return database.inTransaction(c -> {
            Map<String, BigDecimal> positions = new TreeMap<>();
            try (PreparedStatement query = c.prepareStatement(
                    "select symbol, sum(case side when 'BUY' then lots else -lots end) from trades where account = ? group by symbol")) {
                query.setString(1, account);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        positions.put(rows.getString(1), rows.getBigDecimal(2));
                    }
                }
            }
            return positions;
        });
    }

    private static int close(Connection c, String id, String state) throws SQLException {
        try (PreparedStatement update = c.prepareStatement("update orders set state = ? where client_order_id = ?")) {
            update.setString(1, state);
            update.setString(2, id);
            return update.executeUpdate();
        }
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
