package io.lifeboat.sandbox.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** One connection, opened when it is needed and again after it broke. Thread-safe: one statement at a time. */
public final class BotDatabase implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 3;

    /** An order is stored before it is sent ({@code intent}) and closed once its outcome is known. */
    private static final String SCHEMA = """
            create table if not exists orders (
                client_order_id text primary key,
                epoch bigint not null,
                symbol text not null,
                side text not null,
                lots numeric not null,
                state text not null check (state in ('intent', 'filled', 'rejected', 'not-placed')),
                created_at timestamptz not null);
            create index if not exists orders_open on orders (created_at) where state = 'intent';
            create table if not exists trades (
                number bigint primary key,
                client_order_id text not null unique references orders,
                account text not null,
                symbol text not null,
                side text not null,
                lots numeric not null,
                price numeric not null,
                traded_at timestamptz not null);
            """;

    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private @Nullable Connection connection;

    public BotDatabase(String url, String user, String password) {
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        source.setConnectTimeout(TIMEOUT_SECONDS);
        source.setSocketTimeout(TIMEOUT_SECONDS);
    }

    public void createSchema() throws SQLException {
        inTransaction(c -> {
            try (Statement statement = c.createStatement()) {
                statement.execute(SCHEMA);
            }
            return true;
        });
    }

    /** All of the work or nothing. */
    public synchronized <T> T inTransaction(Work<T> work) throws SQLException {
        Connection current = open();
        try {
            T result = work.run(current);
            current.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        Connection current = connection;
        connection = null;
        if (current != null) {
            try {
                current.close();
            } catch (SQLException e) {
                // It was broken already; the server rolls back.
            }
        }
    }

    private Connection open() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = source.getConnection();
            current.setAutoCommit(false);
            connection = current;
        }
        return current;
    }

    /** What is done in a transaction. */
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }
}
