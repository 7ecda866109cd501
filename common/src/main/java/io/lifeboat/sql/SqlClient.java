package io.lifeboat.sql;

import io.lifeboat.catalog.Host;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** One statement on a connection of its own: a pooled one would answer for a server that takes no new ones. */
public final class SqlClient {

    private final Map<String, String> environment;

    /** @param environment where {@code env:} secrets are */
    public SqlClient(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * A connection of the caller's own, who closes it.
     *
     * @param within for the connection and for each answer
     * @throws IOException if the password can't be had: a fault of ours
     */
    public Connection connect(Host host, Host.Database database, Duration within) throws SQLException, IOException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        int seconds = seconds(within);
        source.setServerNames(new String[] {host.address()});
        source.setPortNumbers(new int[] {database.port()});
        source.setDatabaseName(database.name());
        source.setUser(database.user());
        source.setPassword(database.password().resolve(environment).strip());
        source.setConnectTimeout(seconds);
        source.setLoginTimeout(seconds);
        source.setSocketTimeout(seconds);
        source.setApplicationName("lifeboat");
        return source.getConnection();
    }

    /**
     * @return the first column of the first row; none if there is no row
     * @throws SQLException what the server said, or that it did not answer in time
     * @throws IOException if the password can't be had: a fault of ours
     */
    public @Nullable String first(Host host, Host.Database database, String query, boolean readOnly, Duration within)
            throws SQLException, IOException {
        try (Connection connection = connect(host, database, within)) {
            connection.setReadOnly(readOnly);
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(seconds(within));
                return statement.execute(query) ? firstOf(statement) : null;
            }
        }
    }

    private static int seconds(Duration within) {
        return Math.toIntExact(Math.max(1, within.toSeconds()));
    }

    private static @Nullable String firstOf(Statement statement) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }
}
