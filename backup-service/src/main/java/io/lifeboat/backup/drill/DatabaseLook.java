package io.lifeboat.backup.drill;

import io.lifeboat.catalog.BackupGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Asks a restored database whether it is sound: its pages and indexes, and what the catalog says must hold in it. */
final class DatabaseLook {

    private static final int MOST = 10;

    private final ScratchServer server;
    private final String superuser;

    /** @param user anybody who may log in */
    DatabaseLook(ScratchServer server, String user) throws IOException {
        this.server = server;
        this.superuser = one(server.query(user, "postgres", "select rolname from pg_roles where oid = 10"));
    }

    /** @return what is wrong, each in words */
    List<String> look(String database, List<BackupGroup.Invariant> invariants) throws IOException {
        List<String> findings = new ArrayList<>(pages());
        for (BackupGroup.Invariant invariant : invariants) {
            findings.addAll(broken(database, invariant));
        }
        return findings;
    }

    String version() throws IOException {
        return one(server.query(superuser, "postgres", "show server_version"));
    }

    private List<String> pages() throws IOException {
        Program.Ended ended = server.amcheck(superuser);
        if (ended.status() == 0) {
            return List.of();
        }
        List<String> lines = ended.output()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        List<String> findings = new ArrayList<>();
        lines.stream().limit(MOST).forEach(line -> findings.add("pg_amcheck: " + line));
        if (lines.size() > MOST) {
            findings.add("pg_amcheck: and %d lines more".formatted(lines.size() - MOST));
        }
        if (findings.isEmpty()) {
            findings.add("pg_amcheck ended with status " + ended.status());
        }
        return findings;
    }

    /** The first column of a row says which one it is. */
    private List<String> broken(String database, BackupGroup.Invariant invariant) throws IOException {
        String sql = invariant.sql().strip().replaceFirst(";$", "");
        Program.Ended rows =
                server.query(superuser, database, "select * from (%s) as broken limit %d".formatted(sql, MOST + 1));
        if (rows.status() != 0) {
            return List.of("the invariant '%s' can't be asked: %s".formatted(invariant.name(), rows.output()));
        }
        List<String> found = rows.output().isEmpty()
                ? List.of()
                : rows.output().lines().map(line -> line.split("\\|", 2)[0]).toList();
        return found.isEmpty()
                ? List.of()
                : List.of("the invariant '%s' is broken by %s: %s"
                        .formatted(
                                invariant.name(),
                                found.size() > MOST ? "more than " + MOST + " rows" : found.size() + " rows",
                                String.join(", ", found.stream().limit(MOST).toList())));
    }

    private static String one(Program.Ended ended) throws IOException {
        if (ended.status() != 0 || ended.output().isEmpty()) {
            throw new IOException("the restored database does not answer: " + ended.output());
        }
        return ended.output();
    }
}
