package io.lifeboat.benchmarks;

import io.lifeboat.benchmarks.Result.Row;
import io.lifeboat.benchmarks.Timed.Cost;
import io.lifeboat.embedded.PortLeases;
import io.lifeboat.sandbox.launcher.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PostgreSQL server of 700 MB that runs: its first copy, and one after each of two hours. */
final class DatabaseSet {

    private static final String BASE = "base";

    private final Path home;
    private final Figures figures;

    DatabaseSet(Path home, Figures figures) {
        this.home = home;
        this.figures = figures;
    }

    void run(Path work) throws Exception {
        Path data = work.resolve("db/data");
        Files.createDirectories(data.resolveSibling(""));
        try (PortLeases ports = new PortLeases()) {
            int port = ports.getAsInt();
            Map<String, String> before;
            List<BackupTool> tools = tools(work, data, port);
            try (TradingDatabase database = new TradingDatabase(data, port, work.resolve("postgresql.log"))) {
                first(tools, data);
                database.hourA();
                each(tools, "db, hour A");
                database.hourU();
                before = Digests.of(data.resolve(BASE));
                each(tools, "db, hour U");
                database.stop();
            }
            for (BackupTool tool : tools) {
                WorkFolder.delete(data);
                if (!tool.name().startsWith(Figures.OURS)) {
                    Files.createDirectories(data);
                }
                figures.note(tool.name(), "db, restore", tool.restore().seconds());
                compare(tool, before, Digests.of(data.resolve(BASE)));
            }
        }
    }

    private void first(List<BackupTool> tools, Path data) throws Exception {
        figures.note(
                "floor",
                "db, first",
                Timed.run(
                                List.of("sh", "-c", "tar c --exclude=pg_wal . | zstd -q -3 -T2 -f -o ../floor.zst"),
                                data,
                                Map.of())
                        .seconds());
        for (BackupTool tool : tools) {
            tool.create();
            Cost cost = tool.take();
            figures.note(tool.name(), "db, first", cost.seconds());
            figures.note(tool.name(), "db, memory", cost.peak());
            figures.note(tool.name(), "db, first, stored", Stored.megabytes(tool.repository()));
            figures.note(tool.name(), "db, first, objects", Stored.objects(tool.repository()));
        }
    }

    private void each(List<BackupTool> tools, String hour) throws Exception {
        for (BackupTool tool : tools) {
            double before = Stored.megabytes(tool.repository());
            figures.note(tool.name(), hour, tool.take().seconds());
            figures.note(tool.name(), hour + ", stored", Stored.megabytes(tool.repository()) - before);
        }
    }

    /** A cache of the server's own is no data: some leave it out. */
    private static void compare(BackupTool tool, Map<String, String> before, Map<String, String> after) {
        for (Map<String, String> one : List.of(before, after)) {
            one.keySet().removeIf(name -> name.endsWith("pg_internal.init"));
        }
        if (!before.equals(after)) {
            throw new IllegalStateException(tool.name() + " has restored another database than was there");
        }
    }

    private List<BackupTool> tools(Path work, Path data, int port) throws IOException {
        Path catalog = Files.createDirectories(work.resolve("db-catalog"));
        Files.writeString(catalog.resolve("hosts.yaml"), """
                hosts:
                  db-server:
                    address: 127.0.0.1
                    ports: { postgresql: %d }
                    files: %s
                    databases: { bot: { name: forex_bot, user: postgres, password: "env:PGPASSWORD" } }
                """.formatted(port, work.resolve("db")));
        Files.writeString(catalog.resolve("backups.yaml"), """
                backups:
                  database:
                    title: Database
                    sources: [{ host: db-server, path: /data, database: bot }]
                    places: { local: /nowhere }
                    kinds: { snapshot: { frequency: hourly } }
                """);
        Path exclude = Files.writeString(work.resolve("exclude"), data.resolve("pg_wal") + "\n");
        List<BackupTool> tools = new ArrayList<>();
        tools.add(new BackupTool.Lifeboat(home, work, data, catalog, "database", true));
        tools.add(new BackupTool.Lifeboat(home, work, data, catalog, "database", false));
        tools.add(new BackupTool.Restic(work, data, exclude));
        tools.add(new BackupTool.Borg(work, data, exclude));
        if (PgBackRest.installed()) {
            tools.add(new PgBackRest(work, data, port));
        } else {
            System.err.println("pgBackRest is not installed, and not measured: apt-get install pgbackrest");
        }
        return tools;
    }

    List<Row> rows() {
        double floor = figures.median("floor", "db, first");
        List<Row> rows = new ArrayList<>();
        rows.add(Row.lowerIsBetter("database, first, × tar | zstd", "×", figures.ours("db, first") / floor, 1.3)
                .beside(figures.peers("db, first", 1 / floor)));
        rows.add(Row.lowerIsBetter(
                "… without encryption", "×", figures.median(BackupTool.OPEN, "db, first") / floor, 1.3));
        rows.add(least("database, first, stored", "MB", "db, first, stored"));
        rows.add(least("database, first, objects", "", "db, first, objects"));
        rows.add(Row.lowerIsBetter("hour A, stored", "MB", figures.ours("db, hour A, stored"), 10)
                .beside(figures.peers("db, hour A, stored", 1)));
        rows.add(Row.lowerIsBetter("hour U, stored", "MB", figures.ours("db, hour U, stored"), 18)
                .beside(figures.peers("db, hour U, stored", 1)));
        rows.add(least("hour A", "s", "db, hour A"));
        rows.add(least("database, restore", "s", "db, restore"));
        rows.add(Row.lowerIsBetter("database, memory", "MiB", figures.ours("db, memory"), 256)
                .beside(figures.peers("db, memory", 1)));
        return rows;
    }

    private Row least(String name, String unit, String figure) {
        return Row.lowerIsBetter(name, unit, figures.ours(figure), figures.least(figure))
                .beside(figures.peers(figure, 1));
    }
}
