package io.lifeboat.sandbox.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What pg_amcheck does, with the server's own amcheck: PostgreSQL's programs for clients are not among those that the
 * sandbox unpacks. Its argument is the host's root. Prints what is damaged and ends with 2; with 1 if it can't check.
 */
public final class AmcheckMain {

    private static final String RELATIONS = """
            select c.oid::regclass::text, c.relkind::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            left join pg_index i on i.indexrelid = c.oid left join pg_am a on a.oid = c.relam
            where n.nspname = 'public' and (c.relkind = 'r' or (c.relkind = 'i' and a.amname = 'btree' and i.indisvalid))
            order by c.relkind desc, 1""";

    private AmcheckMain() {}

    public static void main(String[] args) {
        try {
            List<String> damaged = check(database(Path.of(args[0])));
            damaged.forEach(System.out::println);
            System.exit(damaged.isEmpty() ? 0 : 2);
        } catch (IOException | SQLException e) {
            System.err.println("pg_amcheck: error: " + e.getMessage());
            System.exit(1);
        }
    }

    private static PGSimpleDataSource database(Path root) throws IOException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        List<String> pid = Files.readAllLines(root.resolve("var/lib/postgresql/data/postmaster.pid"));
        source.setUrl("jdbc:postgresql://" + pid.get(5) + ":" + pid.get(3) + "/forex_bot");
        source.setUser("postgres");
        return source;
    }

    private static List<String> check(PGSimpleDataSource source) throws SQLException {
        List<String> damaged = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            if (!standby(statement)) {
                statement.execute("create extension if not exists amcheck");
            }
            Map<String, Boolean> tables = new LinkedHashMap<>();
            try (ResultSet rows = statement.executeQuery(RELATIONS)) {
                while (rows.next()) {
                    tables.put(rows.getString(1), rows.getString(2).equals("r"));
                }
            }
            for (Map.Entry<String, Boolean> relation : tables.entrySet()) {
                check(connection, relation.getKey(), relation.getValue(), damaged);
            }
        }
        return damaged;
    }

    /** It has what the primary has, and can't be given anything. */
    private static boolean standby(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "select pg_is_in_recovery(), exists (select from pg_extension where extname = 'amcheck')")) {
            row.next();
            if (row.getBoolean(1) && !row.getBoolean(2)) {
                throw new SQLException(
                        "this is a standby, and its primary has no extension amcheck: run it there first");
            }
            return row.getBoolean(1);
        }
    }

    private static void check(Connection connection, String relation, boolean table, List<String> damaged) {
        String query = table
                ? "select 'block ' || blkno || ': ' || msg from verify_heapam(?::regclass)"
                : "select nullif(bt_index_check(?::regclass, true)::text, '')";
        String kind = table ? "heap table" : "btree index";
        try (PreparedStatement check = connection.prepareStatement(query)) {
            check.setString(1, relation);
            try (ResultSet rows = check.executeQuery()) {
                while (rows.next() && rows.getString(1) != null) {
                    damaged.add(kind + " \"" + relation + "\": " + rows.getString(1));
                }
            }
        } catch (SQLException e) {
            damaged.add(kind + " \"" + relation + "\": " + e.getMessage());
        }
    }
}
