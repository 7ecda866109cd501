package io.lifeboat.sandbox;

import static org.awaitility.Awaitility.await;

import io.lifeboat.embedded.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The bot's database and its copy, as a test sees both. */
public record Replica(Sandbox sandbox) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String READ_ONLY = "25006";

    /** A row on the primary. */
    public void write(String mark) throws SQLException {
        ask(sandbox.botDatabase(), "create table if not exists marks (mark text primary key)");
        ask(sandbox.botDatabase(), "insert into marks values ('" + mark + "')");
    }

    /** Whether the row is on the standby. */
    public boolean has(String mark) {
        try {
            return onStandby("select count(*) from marks where mark = '" + mark + "'")
                    .equals("1");
        } catch (SQLException e) {
            // The table has not arrived, or the server does not run.
            return false;
        }
    }

    boolean refusesWrites() throws SQLException {
        try {
            onStandby("insert into marks values ('never')");
            return false;
        } catch (SQLException e) {
            if (READ_ONLY.equals(e.getSQLState())) {
                return true;
            }
            throw e;
        }
    }

    void awaitAmcheck() {
        await().atMost(PATIENCE)
                .until(() -> onStandby("select count(*) from pg_extension where extname = 'amcheck'")
                        .equals("1"));
    }

    void promote() throws SQLException {
        onStandby("select pg_promote(true, 60)");
    }

    public String onStandby(String sql) throws SQLException {
        return ask(sandbox.standbyDatabase(), sql);
    }

    public String onPrimary(String sql) throws SQLException {
        return ask(sandbox.botDatabase(), sql);
    }

    private static String ask(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, PostgresServer.USER, PostgresServer.USER);
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? String.valueOf(row.getString(1)) : "";
            }
        }
    }
}
