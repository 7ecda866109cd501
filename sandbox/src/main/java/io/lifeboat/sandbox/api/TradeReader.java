package io.lifeboat.sandbox.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.lifeboat.sandbox.database.BotDatabase;
import io.lifeboat.sandbox.process.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What the API shows of the bot's database. */
final class TradeReader {

    private static final String POSITIONS = """
            select account, symbol, sum(case side when 'BUY' then lots else -lots end) as lots
            from trades group by account, symbol order by account, symbol""";
    private static final String TRADES = """
            select number, client_order_id, account, symbol, side, lots, price, traded_at
            from trades order by number desc limit 50""";

    private final BotDatabase database;

    TradeReader(BotDatabase database) {
        this.database = database;
    }

    ArrayNode positions() throws SQLException {
        return database.inTransaction(c -> rows(c, POSITIONS));
    }

    ArrayNode trades() throws SQLException {
        return database.inTransaction(c -> rows(c, TRADES));
    }

    private static ArrayNode rows(Connection connection, String sql) throws SQLException {
        ArrayNode result = Json.array();
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            var columns = rows.getMetaData();
            while (rows.next()) {
                var row = result.addObject();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    Object value = rows.getObject(i);
                    if (value instanceof Number number) {
                        row.put(columns.getColumnName(i), new java.math.BigDecimal(number.toString()));
                    } else {
                        row.put(columns.getColumnName(i), String.valueOf(value));
                    }
                }
            }
        }
        return result;
    }
}
