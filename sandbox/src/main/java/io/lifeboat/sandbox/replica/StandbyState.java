package io.lifeboat.sandbox.replica;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.replication.LogSequenceNumber;

/** Asks both servers where they are. */
public final class StandbyState {

    private static final int TIMEOUT_SECONDS = 5;
    private static final long LASTS_MILLIS = 1_000;

    private static final String LINEAGE = """
            select c.system_identifier::text, pg_is_in_recovery(),
                case when pg_is_in_recovery() then coalesce(r.received_tli, (select timeline_id from pg_control_checkpoint()))
                    else ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::bigint end,
                case when pg_is_in_recovery() then coalesce(greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()), '0/0')
                    else pg_current_wal_insert_lsn() end,
                case when r.status = 'streaming' then r.pid end
            from pg_control_system() c left join pg_stat_wal_receiver r on true""";

    private final PrimaryLink link;
    private final String standby;

    /** @param standby the standby's JDBC URL, on its own host */
    public StandbyState(PrimaryLink link, String standby) {
        this.link = link;
        this.standby = standby;
    }

    /**
     * Takes a second where it follows: one whose WAL is gone is told so again and again, each time by another process.
     *
     * @throws SQLException if the primary does not answer: then nothing is known and nothing may be done
     */
    public StandbyDecision decide() throws SQLException, IOException, InterruptedException {
        Lineage primary;
        try (Connection connection = link.connect()) {
            primary = lineage(connection);
        }
        Lineage here = standby();
        if (here != null && StandbyDecision.of(primary, here) instanceof StandbyDecision.Follows) {
            TimeUnit.MILLISECONDS.sleep(LASTS_MILLIS);
            Lineage later = standby();
            here = later == null || later.receiver() == here.receiver() ? later : later.lost();
        }
        return here == null ? StandbyDecision.of(primary, silent()) : StandbyDecision.of(primary, here);
    }

    private @Nullable Lineage standby() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(standby);
        source.setUser("postgres");
        source.setConnectTimeout(TIMEOUT_SECONDS);
        try (Connection connection = source.getConnection()) {
            return lineage(connection);
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith("08") || "57P03".equals(e.getSQLState())) {
                return null;
            }
            throw e;
        }
    }

    private StandbyDecision.Silent silent() {
        Path data = link.data();
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            return StandbyDecision.Silent.EMPTY;
        }
        return Files.exists(data.resolve(PrimaryLink.SIGNAL))
                ? StandbyDecision.Silent.STANDBY
                : StandbyDecision.Silent.PROMOTED;
    }

    private static Lineage lineage(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LINEAGE)) {
            row.next();
            long timeline = row.getLong(3);
            return new Lineage(
                    row.getString(1),
                    row.getBoolean(2),
                    row.getLong(5),
                    timeline,
                    LogSequenceNumber.valueOf(row.getString(4)).asLong(),
                    Lineage.forks(history(connection, timeline)));
        }
    }

    /** Empty for the first timeline, which has none. */
    private static String history(Connection connection, long timeline) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select pg_read_binary_file('pg_wal/%08X.history', 0, 1048576, true)".formatted(timeline))) {
            byte[] bytes = row.next() ? row.getBytes(1) : null;
            return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
