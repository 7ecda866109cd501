package io.lifeboat.backup.wal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** Over PostgreSQL's replication protocol, and a plain connection beside it for questions. */
final class PgWalServer implements WalServer {

    /** @param timeout for each answer */
    record Login(String host, int port, String database, String user, String password, Duration timeout) {

        @Override
        public String toString() {
            return user + "@" + host + ":" + port + "/" + database;
        }
    }

    private static final String NAME = "lifeboat";

    private final Login login;
    private final String slot;
    private @Nullable Connection replication;
    private @Nullable Connection plain;

    /** @param slot letters, digits and underscores */
    PgWalServer(Login login, String slot) {
        if (!slot.matches("[a-z0-9_]{1,63}")) {
            throw new IllegalArgumentException("'" + slot + "' is no name of a replication slot");
        }
        this.login = login;
        this.slot = slot;
    }

    @Override
    public Identity identify() throws IOException {
        try (Statement statement = replication().createStatement();
                ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
            row.next();
            return new Identity(
                    row.getString(1),
                    row.getInt(2),
                    Lsn.parse(row.getString(3)),
                    Long.parseLong(text("select setting from pg_settings where name = 'wal_segment_size'")));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public TimelineHistory history(int timeline) throws IOException {
        if (timeline == 1) {
            return TimelineHistory.first(1);
        }
        try (Statement statement = replication().createStatement();
                ResultSet row = statement.executeQuery("TIMELINE_HISTORY " + timeline)) {
            row.next();
            return TimelineHistory.parse(timeline, row.getString(2));
        } catch (SQLException | IllegalArgumentException e) {
            throw new IOException("%s: %s".formatted(login, e.getMessage()), e);
        }
    }

    @Override
    public Optional<Slot> slot() throws IOException {
        String query = "select restart_lsn::text, coalesce(wal_status, 'lost'), active,"
                + " coalesce(pg_wal_lsn_diff(case when pg_is_in_recovery() then pg_last_wal_replay_lsn()"
                + " else pg_current_wal_lsn() end, restart_lsn), 0)::bigint"
                + " from pg_replication_slots where slot_name = '" + slot + "'";
        try (Statement statement = plain().createStatement();
                ResultSet row = statement.executeQuery(query)) {
            if (!row.next()) {
                return Optional.empty();
            }
            String restart = row.getString(1);
            return Optional.of(new Slot(
                    restart == null ? -1 : Lsn.parse(restart),
                    row.getLong(4),
                    row.getString(2).equals("lost"),
                    row.getBoolean(3)));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void createSlot() throws IOException {
        run("CREATE_REPLICATION_SLOT " + slot + " PHYSICAL RESERVE_WAL");
    }

    @Override
    public void dropSlot() throws IOException {
        run("DROP_REPLICATION_SLOT " + slot);
    }

    @Override
    public WalStream stream(int timeline, long from) throws IOException {
        try {
            CopyManager copy = new CopyManager(replication().unwrap(BaseConnection.class));
            return new PgWalStream(
                    copy.copyDual("START_REPLICATION SLOT %s PHYSICAL %s TIMELINE %d"
                            .formatted(slot, Lsn.text(from), timeline)),
                    login.toString());
        } catch (SQLException e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("has already been removed")) {
                throw new WalGoneException(login + ": " + message, e);
            }
            throw failed(e);
        }
    }

    /**
     * A line in the WAL, in a transaction of its own: no table and no right in the bot's database is needed for it, nothing
     * is left to vacuum, and its end is an instant that an idle database can be restored to. A standby can't write it.
     */
    void beat(Instant now) throws IOException {
        text("select case when not pg_is_in_recovery() then pg_logical_emit_message(true, '%s', '%s')::text end"
                .formatted(WalScanner.HEARTBEAT, now));
    }

    String slotName() {
        return slot;
    }

    /** What waits on the server. */
    ServerSeen see() throws IOException {
        try {
            return new ServerQuestions(plain(), slot, NAME).ask();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The first column of the first row. */
    String text(String query) throws IOException {
        try (Statement statement = plain().createStatement();
                ResultSet row = statement.executeQuery(query)) {
            String text = row.next() ? row.getString(1) : "";
            return text == null ? "" : text;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        close(replication);
        close(plain);
        replication = null;
        plain = null;
    }

    private void run(String command) throws IOException {
        try (Statement statement = replication().createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private Connection replication() throws SQLException {
        Connection open = replication == null ? connect(true) : replication;
        replication = open;
        return open;
    }

    private Connection plain() throws SQLException {
        Connection open = plain == null ? connect(false) : plain;
        plain = open;
        return open;
    }

    private Connection connect(boolean physical) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        int seconds = Math.toIntExact(Math.max(1, login.timeout().toSeconds()));
        source.setServerNames(new String[] {login.host()});
        source.setPortNumbers(new int[] {login.port()});
        source.setDatabaseName(login.database());
        source.setUser(login.user());
        source.setPassword(login.password());
        source.setConnectTimeout(seconds);
        source.setLoginTimeout(seconds);
        source.setSocketTimeout(seconds);
        source.setApplicationName(NAME);
        if (physical) {
            source.setReplication("true");
            source.setAssumeMinServerVersion("15");
            source.setProperty("preferQueryMode", "simple");
        }
        return source.getConnection();
    }

    private IOException failed(SQLException e) {
        return new IOException("%s: %s".formatted(login, e.getMessage()), e);
    }

    private static void close(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // It is broken already.
            }
        }
    }
}
