package io.lifeboat.benchmarks;

import io.lifeboat.backup.wal.MeasuredReceiver;
import io.lifeboat.benchmarks.Result.Row;
import io.lifeboat.embedded.DebianCluster;
import io.lifeboat.embedded.Machine;
import io.lifeboat.embedded.PortLeases;
import io.lifeboat.embedded.S3Server;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** WAL of a PostgreSQL server under pgbench, received into a folder and into a bucket: what each of them would lose. */
final class WalSet {

    private static final String NAME = "forex_bot";
    private static final String BUCKET = "backups";
    private static final int SECONDS = 90;
    private static final int WARM_UP = 20;
    private static final int SCALE = 10;
    private static final int CLIENTS = 4;
    private static final double MILLIS = 1000;
    private static final double MEGA = 1e6;

    private final Path home;
    private final Figures figures;

    WalSet(Path home, Figures figures) {
        this.home = home;
        this.figures = figures;
    }

    void run(Path work) throws Exception {
        Path jar = home.resolve("embedded-stack/target/s3proxy/s3proxy.jar");
        try (PortLeases ports = new PortLeases();
                S3Server s3 = S3Server.start(
                                Files.createDirectory(work.resolve("s3")), jar, ports.getAsInt(), List.of(BUCKET))
                        .awaitReady()) {
            int port = ports.getAsInt();
            try (DebianCluster server =
                    DebianCluster.create(Machine.here(), work.resolve("data"), port, work.resolve("postgresql.log"))) {
                server.createDatabase(NAME);
                Timed.run(pgbench(port, "--initialize", "--quiet", "--scale=" + SCALE), work, Map.of());
                underLoad(work, port, server, s3);
            }
        }
        samples(work.resolve("samples"));
    }

    private void underLoad(Path work, int port, DebianCluster server, S3Server s3) throws Exception {
        Path log = work.resolve("pgbench.log");
        Process bench = new ProcessBuilder(pgbench(port, "--client=" + CLIENTS, "--time=" + 2 * (SECONDS + WARM_UP)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            long before = transactions(server);
            Timed.Cost cost = receive(work, port, s3);
            figures.note(Figures.OURS, "wal, tps", (transactions(server) - before) / cost.seconds());
            figures.note(Figures.OURS, "wal, CPU", cost.cpuSeconds() / cost.seconds());
            figures.note(Figures.OURS, "wal, memory", cost.peak());
            if (!bench.isAlive()) {
                throw new IllegalStateException("pgbench has ended meanwhile: " + Files.readString(log));
            }
        } finally {
            bench.destroy();
            bench.waitFor();
        }
    }

    /** With the flags of the service's image. */
    private Timed.Cost receive(Path work, int port, S3Server s3) throws Exception {
        Files.writeString(work.resolve("key"), "bench-key-bench-key-bench-key-bench-key");
        Path service = home.resolve("backup-service/target");
        String classPath = Stream.of(
                        service.resolve("classes"),
                        service.resolve("quarkus-app/lib/main/*"),
                        service.resolve("quarkus-app/lib/boot/*"),
                        home.resolve("benchmarks/target/classes"))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return Timed.run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        classPath,
                        // Named only: it runs with the libraries of the service, which are not here.
                        MeasuredReceiver.class.getName(),
                        work.toString(),
                        String.valueOf(port),
                        NAME,
                        String.valueOf(SECONDS + WARM_UP),
                        s3.endpoint().toString(),
                        BUCKET),
                work,
                Map.of("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY));
    }

    private static long transactions(DebianCluster server) {
        return Long.parseLong(server.text(NAME, "select count(*) from pgbench_history"));
    }

    private static List<String> pgbench(int port, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "/usr/lib/postgresql/15/bin/pgbench", "--host=127.0.0.1", "--port=" + port, "--username=postgres"));
        command.addAll(List.of(arguments));
        command.add(NAME);
        return command;
    }

    /** A line each: when, where, what would be lost in milliseconds, up to which byte there is WAL. */
    private void samples(Path file) throws IOException {
        List<String[]> lines = Files.readAllLines(file).stream()
                .map(line -> line.split(" ", -1))
                .toList();
        long from = Long.parseLong(lines.getFirst()[0]) + WARM_UP * (long) MILLIS;
        List<String[]> counted =
                lines.stream().filter(line -> Long.parseLong(line[0]) >= from).toList();
        Map<String, List<Double>> lost = new LinkedHashMap<>();
        for (String[] line : counted) {
            if (line[2].startsWith("-")) {
                throw new IllegalStateException(line[1] + " had no WAL " + WARM_UP + " s after the beginning");
            }
            lost.computeIfAbsent(line[1], place -> new ArrayList<>()).add(Long.parseLong(line[2]) / MILLIS);
        }
        lost.forEach((place, seconds) -> {
            figures.note(Figures.OURS, "wal, " + place + ", max", Quantile.of(seconds, 1));
            figures.note(Figures.OURS, "wal, " + place + ", p99", Quantile.of(seconds, 0.99));
        });
        String[] first = counted.getFirst();
        String[] last = counted.getLast();
        double seconds = (Long.parseLong(last[0]) - Long.parseLong(first[0])) / MILLIS;
        figures.note(Figures.OURS, "wal, MB/s", (Long.parseLong(last[3]) - Long.parseLong(first[3])) / seconds / MEGA);
    }

    List<Row> rows() {
        return List.of(
                Row.lowerIsBetter("WAL, local, lost at most", "s", figures.ours("wal, local, max"), 5),
                Row.lowerIsBetter("WAL, local, lost, p99", "s", figures.ours("wal, local, p99"), 5),
                Row.lowerIsBetter("WAL, offsite, lost at most", "s", figures.ours("wal, offsite, max"), 30),
                Row.lowerIsBetter("WAL, offsite, lost, p99", "s", figures.ours("wal, offsite, p99"), 30),
                Row.lowerIsBetter("WAL, memory of the receiver", "MiB", figures.ours("wal, memory"), 256),
                Row.withoutGoal("WAL received under pgbench", "MB/s", figures.ours("wal, MB/s")),
                Row.withoutGoal("… transactions a second", "", figures.ours("wal, tps")),
                Row.withoutGoal("… cores that the receiver takes", "", figures.ours("wal, CPU")));
    }
}
