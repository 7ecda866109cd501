package io.lifeboat.benchmarks;

import io.lifeboat.benchmarks.Timed.Cost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Copies of a PostgreSQL server that runs, of which all but the first are incremental. Its archive of WAL is left out, as
 * Lifeboat's is: both keep it elsewhere.
 *
 * @param port of the server
 */
record PgBackRest(Path work, Path source, int port) implements BackupTool {

    static boolean installed() {
        return Files.isExecutable(Path.of("/usr/bin/pgbackrest"));
    }

    @Override
    public String name() {
        return "pgBackRest";
    }

    @Override
    public void create() throws Exception {
        Files.createDirectories(repository());
        Files.writeString(settings(), """
                [global]
                repo1-path=%s
                repo1-cipher-type=aes-256-cbc
                compress-type=zst
                compress-level=3
                process-max=2
                log-level-file=off
                log-level-console=error
                lock-path=%s
                [bench]
                pg1-path=%s
                pg1-port=%d
                pg1-user=postgres
                """.formatted(
                        repository(), Files.createDirectories(work.resolve("pgbackrest-lock")), source, port));
        run("stanza-create");
    }

    @Override
    public Cost take() throws Exception {
        return run("backup", "--type=incr", "--no-archive-check", "--start-fast");
    }

    @Override
    public Cost verify() throws Exception {
        return run("verify");
    }

    @Override
    public Cost restore() throws Exception {
        return run("restore", "--type=none");
    }

    @Override
    public Path repository() {
        return work.resolve("pgbackrest-repository");
    }

    private Path settings() {
        return work.resolve("pgbackrest.conf");
    }

    private Cost run(String command, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of("pgbackrest", command, "--config=" + settings(), "--stanza=bench"));
        all.addAll(List.of(more));
        return Timed.run(
                all, source.resolveSibling(""), Map.of("PGHOST", "127.0.0.1", "PGBACKREST_REPO1_CIPHER_PASS", "bench"));
    }
}
