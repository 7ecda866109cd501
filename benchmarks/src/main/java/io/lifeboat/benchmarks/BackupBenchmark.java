package io.lifeboat.benchmarks;

import io.lifeboat.benchmarks.Result.Row;
import io.lifeboat.benchmarks.Timed.Cost;
import io.lifeboat.sandbox.launcher.WorkFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whole processes over the same data: Lifeboat's command line, restic and Borg, and what the data costs at the least. */
@Command(
        name = "backup",
        description = "A mixed tree and 24 hourly states, beside restic, Borg and tar | zstd.",
        mixinStandardHelpOptions = true)
final class BackupBenchmark implements Callable<Integer> {

    private static final int HOURS = 24;
    private static final double MIB = 1 << 20;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there as well.")
    @Nullable
    Path json;

    @Option(names = "--runs", paramLabel = "N", description = "The median of so many (default ${DEFAULT-VALUE}).")
    int runs = 5;

    private final Path home = Path.of(Objects.requireNonNullElse(System.getenv("LIFEBOAT_HOME"), "."))
            .toAbsolutePath()
            .normalize();

    /** By tool, by figure. */
    private final Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        for (int run = 0; run < runs; run++) {
            System.err.printf("run %d of %d%n", run + 1, runs);
            Path work = Files.createTempDirectory(Files.createDirectories(home.resolve("target")), "bench-backup-");
            try {
                tree(work, run);
                states(work);
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
        return List.of(
                new BackupTool.Lifeboat(home, work, source, catalog.folder()),
                new BackupTool.Restic(work, source),
                new BackupTool.Borg(work, source));
    }

    private void tree(Path folder, int run) throws Exception {
        Path work = Files.createDirectory(folder.resolve("tree"));
        List<BackupTool> tools = tools(work);
        Path source = work.resolve("hosts/trading-server/opt/forex-trading-bot/state");
        BackupSets.mixedTree(source);
        note(
                "floor",
                "first",
                Timed.run(List.of("sh", "-c", "tar c . | zstd -q -3 -T2 -f -o ../floor.zst"), source, Map.of())
                        .seconds());
        for (BackupTool tool : tools) {
            tool.create();
            Cost first = tool.take();
            note(tool.name(), "first", first.seconds());
            note(tool.name(), "first, CPU", first.cpuSeconds());
            note(tool.name(), "memory", first.peak());
            note(tool.name(), "first, stored", stored(tool.repository()));
        }
        BackupSets.changeAHundredth(source, run);
        for (BackupTool tool : tools) {
            note(tool.name(), "changed", tool.take().seconds());
            note(
                    tool.name(),
                    "verify",
                    stored(tool.repository()) / tool.verify().seconds());
        }
        Map<String, String> before = Digests.of(source);
        for (BackupTool tool : tools) {
            WorkFolder.delete(source);
            Files.createDirectories(source);
            note(tool.name(), "restore", tool.restore().seconds());
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
            note(tool.name(), "states", stored(tool.repository()));
        }
    }

    private List<Row> rows() {
        double floor = median("floor", "first");
        return List.of(
                Row.lowerIsBetter(
                                "first snapshot of 770 MB, × tar | zstd", "×", median("Lifeboat", "first") / floor, 1.3)
                        .beside(peers("first", 1 / floor)),
                Row.lowerIsBetter("after 1 % has changed", "s", median("Lifeboat", "changed"), 0.5)
                        .beside(peers("changed", 1)),
                Row.lowerIsBetter(
                                "CPU of the first snapshot", "s", median("Lifeboat", "first, CPU"), least("first, CPU"))
                        .beside(peers("first, CPU", 1)),
                Row.lowerIsBetter(
                                "first snapshot, stored",
                                "MB",
                                median("Lifeboat", "first, stored"),
                                least("first, stored"))
                        .beside(peers("first, stored", 1)),
                Row.lowerIsBetter("24 states of 2 MB, stored", "MB", median("Lifeboat", "states"), 1.2)
                        .beside(peers("states", 1)),
                Row.lowerIsBetter("restore", "s", median("Lifeboat", "restore"), least("restore"))
                        .beside(peers("restore", 1)),
                Row.higherIsBetter("verify everything, stored MB a second", "MB/s", median("Lifeboat", "verify"), 1_000)
                        .beside(peers("verify", 1)),
                Row.lowerIsBetter("memory of the first snapshot", "MiB", median("Lifeboat", "memory"), 256)
                        .beside(peers("memory", 1)));
    }

    private Map<String, Double> peers(String figure, double factor) {
        Map<String, Double> peers = new LinkedHashMap<>();
        for (String peer : List.of("restic", "Borg")) {
            peers.put(peer, median(peer, figure) * factor);
        }
        return peers;
    }

    private double least(String figure) {
        return peers(figure, 1).values().stream().min(Double::compare).orElseThrow();
    }

    private void note(String tool, String figure, double value) {
        figures.computeIfAbsent(tool, name -> new LinkedHashMap<>())
                .computeIfAbsent(figure, name -> new ArrayList<>())
                .add(value);
    }

    private double median(String tool, String figure) {
        return Median.of(figures.getOrDefault(tool, Map.of()).getOrDefault(figure, List.of()));
    }

    /** In MB, as the tools count. */
    private static double stored(Path repository) throws IOException {
        try (Stream<Path> files = Files.walk(repository)) {
            return files.filter(Files::isRegularFile)
                            .mapToLong(file -> {
                                try {
                                    return Files.size(file);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            })
                            .sum()
                    / MIB;
        }
    }
}
