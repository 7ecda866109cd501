package io.lifeboat.sandbox.replica;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The role as which a standby follows: it streams and copies files, and writes nothing. Everybody else from this machine is trusted. */
public final class ReplicationRole {

    public static final String NAME = "replicator";

    private static final String LOGIN = "host replication,all " + NAME + " all scram-sha-256\n";
    private static final String RIGHTS = """
            grant execute on function pg_backup_start(text, boolean), pg_backup_stop(boolean), pg_control_system(), pg_control_checkpoint(),
                pg_ls_dir(text, boolean, boolean), pg_stat_file(text, boolean),
                pg_read_binary_file(text, bigint, bigint, boolean) to %1$s
            """.formatted(NAME);

    private ReplicationRole() {}

    /** @param data of the server that this is a connection to */
    public static void create(Connection connection, Path data, String password) throws SQLException, IOException {
        Path logins = data.resolve("pg_hba.conf");
        Files.writeString(logins, LOGIN + Files.readString(logins));
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_reload_conf()");
            // Neither a server that logs its statements nor one that logs those that fail shall have it.
            statement.execute("set log_statement = 'none'; set log_min_error_statement = 'panic'");
            statement.execute(
                    "create role " + NAME + " login replication password '" + password.replace("'", "''") + "'");
            statement.execute(RIGHTS);
        }
    }
}
