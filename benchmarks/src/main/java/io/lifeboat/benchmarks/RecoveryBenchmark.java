package io.lifeboat.benchmarks;

import io.lifeboat.benchmarks.Result.Row;
import io.lifeboat.embedded.PortLeases;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.sandbox.launcher.WorkFolder;
import io.lifeboat.sandbox.stack.Footprint;
import io.lifeboat.sandbox.stack.LifeboatStack;
import io.lifeboat.sandbox.stack.Service;
import io.lifeboat.sandbox.stack.ServiceProcess;
import io.lifeboat.sandbox.stack.StackLayout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the recovery service itself costs: two replicas of it on real Kafka and PostgreSQL, with steps that do next to nothing. */
@Command(
        name = "recovery",
        description = "First step, overhead of a step, takeover after kill -9, flood of failures, many runs at once.",
        mixinStandardHelpOptions = true)
final class RecoveryBenchmark implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int AT_ONCE = 100;
    private static final int FLOOD = 20_000;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there as well.")
    @Nullable
    Path json;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "How many runs one after another (default ${DEFAULT-VALUE}).")
    int runs = 200;

    @Option(names = "--kills", paramLabel = "N", description = "How many owners are killed (default ${DEFAULT-VALUE}).")
    int kills = 20;

    @Option(
            names = "--part",
            paramLabel = "PART",
            description = "Only these: ${COMPLETION-CANDIDATES} (default all). Repeat it for several.")
    Set<Part> parts = EnumSet.allOf(Part.class);

    /** What can be measured alone. */
    enum Part {
        ONE_BY_ONE,
        AT_ONCE,
        TAKEOVER,
        FLOOD
    }

    private final List<ServiceProcess> replicas = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Path home = Path.of(Objects.requireNonNullElse(System.getenv("LIFEBOAT_HOME"), "."))
                .toAbsolutePath()
                .normalize();
        Path work = Files.createTempDirectory(Files.createDirectories(home.resolve("target")), "bench-");
        try (PortLeases ports = new PortLeases();
                ServerSocket nothing = new ServerSocket(0, 512, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                LifeboatStack stack = new LifeboatStack(
                        new StackLayout(home, work, UUID.randomUUID().toString()), ports)) {
            Thread hook = new Thread(stack::close);
            Runtime.getRuntime().addShutdownHook(hook);
            Thread.ofPlatform().daemon().start(() -> acceptAll(nothing));
            stack.startServers();
            Path catalog = BenchCatalog.write(home.resolve("catalog"), work.resolve("catalog"), nothing.getLocalPort());
            for (int number = 1; number <= 2; number++) {
                replicas.add(stack.startReplica(Service.RECOVERY, catalog, number, Footprint.SHIPPED));
            }
            await(() -> replicas.stream().allMatch(LifeboatStack::isReady));
            Result result = new Result("recovery", Machines.here(), measure(stack));
            result.publish(json);
            Runtime.getRuntime().removeShutdownHook(hook);
            WorkFolder.delete(work);
            return result.rows().stream().allMatch(Row::met) ? 0 : 1;
        }
    }

    private List<Row> measure(LifeboatStack stack) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (FailureFeed feed = new FailureFeed(stack.bootstrapServers());
                IncidentWatch incidents = new IncidentWatch(stack.bootstrapServers());
                Connection database = DriverManager.getConnection(
                        stack.servers().postgres().jdbcUrl(Service.RECOVERY.database()),
                        stack.servers().postgres().user(),
                        stack.servers().postgres().password())) {
            if (parts.contains(Part.ONE_BY_ONE)) {
                oneAfterAnother(feed, incidents, rows);
            }
            if (parts.contains(Part.AT_ONCE)) {
                atOnce(feed, incidents, rows);
            }
            if (parts.contains(Part.TAKEOVER)) {
                takeovers(feed, database, rows);
            }
            if (parts.contains(Part.FLOOD)) {
                flood(feed, database, rows);
            }
        }
        return rows;
    }

    /** The first tenth warms up. */
    private void oneAfterAnother(FailureFeed feed, IncidentWatch incidents, List<Row> rows)
            throws InterruptedException {
        List<Double> firstStep = new ArrayList<>();
        List<Double> whole = new ArrayList<>();
        System.err.printf("%d runs of %d steps, one after another%n", runs, BenchCatalog.STEPS);
        for (int i = 0; i < runs + runs / 10; i++) {
            String target = "one-" + i;
            Instant sent = Instant.now();
            feed.announce(BenchCatalog.TWENTY_STEPS, BenchCatalog.COMPONENT, target);
            feed.flush();
            IncidentEvent.Closed closed = incidents.await(IncidentEvent.Closed.class, one -> true, PATIENCE);
            IncidentEvent.StepStarted first = incidents.await(
                    IncidentEvent.StepStarted.class, one -> one.incident().equals(closed.incident()), PATIENCE);
            incidents.forget();
            if (i >= runs / 10) {
                firstStep.add(millis(sent, first.at()));
                whole.add(millis(first.at(), closed.at()));
            }
        }
        rows.add(Row.lowerIsBetter("event in Kafka → first step, p50", "ms", Quantile.of(firstStep, 0.5), 8));
        rows.add(Row.lowerIsBetter("event in Kafka → first step, p99", "ms", Quantile.of(firstStep, 0.99), 30));
        rows.add(Row.lowerIsBetter(
                "durable overhead of a step, p50", "ms", Quantile.of(whole, 0.5) / BenchCatalog.STEPS, 1));
        rows.add(Row.lowerIsBetter("20 steps that do nothing, p50", "ms", Quantile.of(whole, 0.5), 20)
                .beside(Map.of(
                        "Temporal's test server, in memory",
                        TemporalPeer.medianMillis(BenchCatalog.STEPS, Math.max(20, runs / 4)))));
    }

    private static void atOnce(FailureFeed feed, IncidentWatch incidents, List<Row> rows) throws InterruptedException {
        System.err.printf("%d runs at once%n", AT_ONCE);
        Instant sent = Instant.now();
        for (int i = 0; i < AT_ONCE; i++) {
            feed.announce(BenchCatalog.TWENTY_STEPS, BenchCatalog.COMPONENT, "many-" + i);
        }
        feed.flush();
        List<IncidentEvent.Closed> closed =
                incidents.awaitAll(IncidentEvent.Closed.class, one -> true, AT_ONCE, PATIENCE);
        long recovered = incidents.awaitAll(IncidentEvent.RunEnded.class, one -> true, AT_ONCE, PATIENCE).stream()
                .filter(run -> run.outcome().equals("succeeded"))
                .count();
        rows.add(Row.higherIsBetter("runs at once that have succeeded", "", (double) recovered, AT_ONCE));
        rows.add(Row.lowerIsBetter(
                "100 runs of 20 steps at once",
                "s",
                millis(sent, closed.getLast().at()) / 1000,
                10));
    }

    /** From the kill of the owner to the first write of the next one. */
    private void takeovers(FailureFeed feed, Connection database, List<Row> rows) throws Exception {
        System.err.printf("%d owners killed%n", kills);
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < kills; i++) {
            String target = "killed-" + i;
            feed.announce(BenchCatalog.LONG, BenchCatalog.COMPONENT, target);
            feed.flush();
            String generation = "select generation from run where target = '" + target + "'";
            await(() -> number(
                            database,
                            "select count(*) from attempt a join run r on r.id = a.run where r.target = '" + target
                                    + "'")
                    > 3);
            String owner = text(database, "select owner from run where target = '" + target + "'");
            ServiceProcess victim = replicas.get(owner.endsWith("-1") ? 0 : 1);
            victim.kill();
            long killed = System.nanoTime();
            await(() -> number(database, generation) > 1);
            seconds.add((System.nanoTime() - killed) / 1e9);
            victim.restart();
            await(() -> LifeboatStack.isReady(victim));
        }
        rows.add(Row.lowerIsBetter("takeover after kill -9, p50", "s", Quantile.of(seconds, 0.5), 5)
                .beside(Map.of("DBOS Conductor, as documented", 60.0, "Rundeck, as documented", 300.0)));
        rows.add(Row.lowerIsBetter("takeover after kill -9, p99", "s", Quantile.of(seconds, 0.99), 5));
    }

    /** Announcements of failures that are known already: what a detector that has gone mad would send. */
    private static void flood(FailureFeed feed, Connection database, List<Row> rows) throws InterruptedException {
        System.err.printf("%d failures%n", FLOOD);
        long before = number(database, "select count(*) from inbox");
        long began = System.nanoTime();
        for (int i = 0; i < FLOOD; i++) {
            feed.announce(BenchCatalog.LONG, BenchCatalog.COMPONENT, "flooded");
        }
        feed.flush();
        // Not more often: each look counts tens of thousands of rows on the cores that are measured.
        await(() -> number(database, "select count(*) from inbox") >= before + FLOOD, Duration.ofMillis(100));
        double seconds = (System.nanoTime() - began) / 1e9;
        long incidents = number(database, "select count(*) from incident where target = 'flooded'");
        rows.add(Row.higherIsBetter("failures of a flood taken in a second", "", FLOOD / seconds, 5_000));
        rows.add(Row.lowerIsBetter("incidents of the flood", "", (double) incidents, 1));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        await(condition, Duration.ofMillis(2));
    }

    private static void await(BooleanSupplier condition, Duration every) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("what is measured did not come within " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(every.toMillis());
        }
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    private static long number(Connection database, String query) {
        String text = text(database, query);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static String text(Connection database, String query) {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void acceptAll(ServerSocket server) {
        while (true) {
            try {
                server.accept().close();
            } catch (IOException e) {
                return;
            }
        }
    }
}
