package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.wal.Lsn;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Host;
import io.lifeboat.sql.SqlClient;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Where a database is when files that go with it were read: everything that the files may know of is in it up to there. In
 * the manifest's facts, or why it is not.
 */
final class DatabaseStamp {

    private static final Logger LOG = Logger.getLogger(DatabaseStamp.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String LSN = "databaseLsn";
    private static final String TIMELINE = "databaseTimeline";
    private static final String SYSTEM = "databaseSystemId";
    private static final String ABSENT = "databaseAbsent";

    /** The name of a file of WAL begins with its timeline. */
    private static final String QUERY =
            "select lsn || ' ' || ('x' || left(pg_walfile_name(lsn), 8))::bit(32)::int || ' ' || system_identifier"
                    + " from pg_current_wal_insert_lsn() as lsn, pg_control_system()";

    private final Map<String, Host> hosts;
    private final SqlClient sql;

    DatabaseStamp(Map<String, Host> hosts, SqlClient sql) {
        this.hosts = hosts;
        this.sql = sql;
    }

    /** @param lsn up to where the files may know of what is in it */
    record Position(String systemId, int timeline, long lsn) {}

    /** Of a snapshot; none if the database could not be asked then, or there is none that goes with it. */
    static Optional<Position> of(SnapshotManifest manifest) {
        Map<String, String> facts = manifest.facts();
        String system = facts.get(SYSTEM);
        String timeline = facts.get(TIMELINE);
        String lsn = facts.get(LSN);
        return system == null || timeline == null || lsn == null
                ? Optional.empty()
                : Optional.of(new Position(system, Integer.parseInt(timeline), Lsn.parse(lsn)));
    }

    /** Asked once the last file was read. A database that is away keeps no snapshot of the files from being taken. */
    Map<String, String> facts(BackupGroup group) {
        BackupGroup.DatabaseName name = group.consistentWith();
        if (name == null) {
            return Map.of();
        }
        try {
            String[] words = ask(name).split(" ", -1);
            return Map.of(LSN, words[0], TIMELINE, words[1], SYSTEM, words[2]);
        } catch (IOException | SQLException e) {
            String reason = "the database '%s' of %s: %s".formatted(name.database(), name.host(), e.getMessage());
            LOG.warnf("%s: the snapshot can't be restored together with it: %s", group.id(), reason);
            return Map.of(ABSENT, reason);
        }
    }

    private String ask(BackupGroup.DatabaseName name) throws IOException, SQLException {
        Host host = hosts.get(name.host());
        Host.Database database = host == null ? null : host.databases().get(name.database());
        if (host == null || database == null) {
            throw new SourceException("the catalog has no such database");
        }
        String answer = sql.first(host, database, QUERY, true, PATIENCE);
        if (answer == null) {
            throw new SQLException("it does not say where it is");
        }
        return answer;
    }
}
