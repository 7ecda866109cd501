package io.lifeboat.benchmarks;

import io.lifeboat.benchmarks.Result.Row;
import io.lifeboat.benchmarks.Timed.Cost;
import io.lifeboat.sandbox.launcher.WorkFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whole processes over the same data: Lifeboat's command line, restic and Borg, and what the data costs at the least. */
@Command(
        name = "backup",
        description =
                "A database, a mixed tree, 24 hourly states and the WAL of a busy server, beside restic, Borg, pgBackRest and tar | zstd.",
        mixinStandardHelpOptions = true)
final class BackupBenchmark implements Callable<Integer> {

    private static final int HOURS = 24;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there as well.")
    @Nullable
    Path json;

    @Option(names = "--runs", paramLabel = "N", description = "The median of so many (default ${DEFAULT-VALUE}).")
    int runs = 5;

    @Option(
            names = "--sets",
            split = ",",
            paramLabel = "SET",
            description = "Which of ${COMPLETION-CANDIDATES} (default: all of them).")
    Set<DataSet> sets = EnumSet.noneOf(DataSet.class);

    @Option(
            names = "--large",
            description =
                    "The memory of snapshots of 1 GB and of 8 GB, and only the sets that are named: takes minutes, and 14 GB of disk.")
    boolean large;

    /** What is backed up. */
    enum DataSet {
        DATABASE,
        STATES,
        TREE,
        WAL
    }

    private final Path home = Path.of(Objects.requireNonNullElse(System.getenv("LIFEBOAT_HOME"), "."))
            .toAbsolutePath()
            .normalize();

    private final Figures figures = new Figures();
    private final DatabaseSet database = new DatabaseSet(home, figures);
    private final WalSet wal = new WalSet(home, figures);
    private final LargeSet memory = new LargeSet(figures);

    @Override
    public Integer call() throws Exception {
        if (sets.isEmpty() && !large) {
            sets = EnumSet.allOf(DataSet.class);
        }
        for (int run = 0; run < runs; run++) {
            System.err.printf("run %d of %d%n", run + 1, runs);
            Path work = Files.createTempDirectory(Files.createDirectories(home.resolve("target")), "bench-backup-");
            try {
                if (sets.contains(DataSet.DATABASE)) {
                    database.run(Files.createDirectory(work.resolve("database")));
                }
                if (sets.contains(DataSet.TREE)) {
                    tree(work, run);
                }
                if (sets.contains(DataSet.STATES)) {
                    states(work);
                }
                if (sets.contains(DataSet.WAL)) {
                    wal.run(Files.createDirectory(work.resolve("wal")));
                }
                if (large && run == 0) {
                    memory.run(work, this::ours);
                }
            } finally {
                WorkFolder.delete(work);
            }
        }
        Result result = new Result("backup", Machines.here(), rows());
        result.publish(json);
        return result.rows().stream().allMatch(Row::met) ? 0 : 1;
    }

    private List<BackupTool> tools(Path work) throws IOException {
        Path files = work.resolve("hosts/trading-server");
        Path source = files.resolve("opt/forex-trading-bot/state");
        Files.createDirectories(source);
        CatalogCopy catalog = CatalogCopy.of(home.resolve("catalog"), work.resolve("catalog"));
        catalog.change("hosts.yaml", text -> text.replace("files: /hosts/trading-server", "files: " + files));
        catalog.change("backups.yaml", text -> text.replaceAll("(?m)^ +offsite: .*\n", ""));
        Path exclude = Files.writeString(work.resolve("exclude"), "");
        return List.of(
                new BackupTool.Lifeboat(home, work, source, catalog.folder(), "trading-data", true),
                new BackupTool.Restic(work, source, exclude),
                new BackupTool.Borg(work, source, exclude));
    }

    private BackupTool ours(Path work) {
        try {
            return tools(work).getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tree(Path folder, int run) throws Exception {
        Path work = Files.createDirectory(folder.resolve("tree"));
        List<BackupTool> tools = tools(work);
        Path source = work.resolve("hosts/trading-server/opt/forex-trading-bot/state");
        BackupSets.mixedTree(source);
        figures.note(
                "floor",
                "first",
                Timed.run(List.of("sh", "-c", "tar c . | zstd -q -3 -T2 -f -o ../floor.zst"), source, Map.of())
                        .seconds());
        for (BackupTool tool : tools) {
            tool.create();
            Cost first = tool.take();
            figures.note(tool.name(), "first", first.seconds());
            figures.note(tool.name(), "first, CPU", first.cpuSeconds());
            figures.note(tool.name(), "memory", first.peak());
            figures.note(tool.name(), "first, stored", Stored.megabytes(tool.repository()));
            figures.note(tool.name(), "first, objects", Stored.objects(tool.repository()));
        }
        BackupSets.changeAHundredth(source, run);
        for (BackupTool tool : tools) {
            figures.note(tool.name(), "changed", tool.take().seconds());
            figures.note(
                    tool.name(),
                    "verify",
                    Stored.megabytes(tool.repository()) / tool.verify().seconds());
        }
        Map<String, String> before = Digests.of(source);
        for (BackupTool tool : tools) {
            WorkFolder.delete(source);
            Files.createDirectories(source);
            figures.note(tool.name(), "restore", tool.restore().seconds());
            if (!Digests.of(source).equals(before)) {
                throw new IllegalStateException(tool.name() + " has restored something else than was there");
            }
        }
    }

    private void states(Path folder) throws Exception {
        Path work = Files.createDirectory(folder.resolve("states"));
        List<BackupTool> tools = tools(work);
        for (BackupTool tool : tools) {
            tool.create();
        }
        Path source = work.resolve("hosts/trading-server/opt/forex-trading-bot/state");
        for (int hour = 0; hour < HOURS; hour++) {
            BackupSets.state(source.resolve("positions.json"), hour);
            for (BackupTool tool : tools) {
                tool.take();
            }
        }
        for (BackupTool tool : tools) {
            figures.note(tool.name(), "states", Stored.megabytes(tool.repository()));
        }
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        if (sets.contains(DataSet.DATABASE)) {
            rows.addAll(database.rows());
        }
        if (sets.contains(DataSet.TREE)) {
            double floor = figures.median("floor", "first");
            rows.add(row("first snapshot of 770 MB, × tar | zstd", "×", "first", 1 / floor, 1.3));
            rows.add(row("after 1 % has changed", "s", "changed", 1, 0.5));
            rows.add(row("CPU of the first snapshot", "s", "first, CPU", 1, figures.least("first, CPU")));
            rows.add(row("first snapshot, stored", "MB", "first, stored", 1, figures.least("first, stored")));
            rows.add(row("first snapshot, objects", "", "first, objects", 1, figures.least("first, objects")));
            rows.add(row("restore", "s", "restore", 1, figures.least("restore")));
            rows.add(Row.higherIsBetter("verify everything, stored MB a second", "MB/s", figures.ours("verify"), 1_000)
                    .beside(figures.peers("verify", 1)));
            rows.add(row("memory of the first snapshot", "MiB", "memory", 1, 256));
        }
        if (sets.contains(DataSet.STATES)) {
            rows.add(row("24 states of 2 MB, stored", "MB", "states", 1, 1.2));
        }
        if (sets.contains(DataSet.WAL)) {
            rows.addAll(wal.rows());
        }
        if (large) {
            rows.addAll(memory.rows());
        }
        return rows;
    }

    private Row row(String name, String unit, String figure, double factor, double goal) {
        return Row.lowerIsBetter(name, unit, figures.ours(figure) * factor, goal)
                .beside(figures.peers(figure, factor));
    }
}
