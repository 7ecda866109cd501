package io.lifeboat.backup.snapshot;

import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Host;
import io.lifeboat.sql.SqlClient;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** Archives what a query finds in a database: its rows, as CSV with a header, as of one instant. */
final class ArchiveSource {

    /** Until the first row: the server may have to sort all of them. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Map<String, Host> hosts;
    private final SqlClient sql;

    ArchiveSource(Map<String, Host> hosts, SqlClient sql) {
        this.hosts = hosts;
        this.sql = sql;
    }

    void read(BackupGroup group, FileCollector files) throws IOException {
        for (BackupGroup.Source source : group.sources()) {
            String query = source.copy();
            if (query != null) {
                files.addStream(source.host(), source.path(), to -> copy(source, query, to));
            }
        }
    }

    private void copy(BackupGroup.Source source, String query, OutputStream to) throws IOException {
        Host host = hosts.get(source.host());
        Host.Database database = host == null ? null : host.databases().get(String.valueOf(source.database()));
        if (host == null || database == null) {
            throw new SourceException(source.host() + ": the catalog knows no database '" + source.database() + "'");
        }
        try (Connection connection = sql.connect(host, database, PATIENCE)) {
            connection.setReadOnly(true);
            new CopyManager(connection.unwrap(BaseConnection.class))
                    .copyOut(
                            "copy (%s) to stdout (format csv, header)"
                                    .formatted(query.strip().replaceFirst(";$", "")),
                            to);
        } catch (SQLException e) {
            throw new SourceException(
                    "the archive of '%s' of %s: %s".formatted(source.database(), source.host(), e.getMessage()), e);
        }
    }
}
