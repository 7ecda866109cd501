package io.lifeboat.benchmarks;

import io.lifeboat.benchmarks.Result.Row;
import io.lifeboat.sandbox.Disaster;
import io.lifeboat.sandbox.demo.Demo;
import io.lifeboat.sandbox.demo.DemoReport;
import io.lifeboat.sandbox.demo.Run;
import io.lifeboat.sandbox.demo.Scenarios;
import io.lifeboat.sandbox.demo.TopicRecorder;
import io.lifeboat.sandbox.launcher.WorkFolder;
import io.lifeboat.sandbox.stack.LifeboatStack;
import io.lifeboat.sandbox.stack.Service;
import io.lifeboat.sandbox.stack.ServiceProcess;
import io.lifeboat.sandbox.stack.StackLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** From the failure to the first page and the first step, and what the services cost. Each run is a new bot and a new Lifeboat. */
@Command(
        name = "pipeline",
        description = "Detection, first step, first page, demo, and the services' start and memory.",
        mixinStandardHelpOptions = true)
final class PipelineBenchmark implements Callable<Integer> {

    private static final Duration SETTLED_AFTER = Duration.ofSeconds(4);

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there as well.")
    @Nullable
    Path json;

    @Option(names = "--runs", paramLabel = "N", description = "How often (default ${DEFAULT-VALUE}).")
    int runs = 5;

    private final List<DemoReport> reports = new ArrayList<>();
    private final List<Double> demoSeconds = new ArrayList<>();
    private final Map<Service, List<Double>> readySeconds = new EnumMap<>(Service.class);
    private final Map<Service, List<Double>> residentMegabytes = new EnumMap<>(Service.class);

    @Override
    public Integer call() throws Exception {
        for (int i = 1; i <= runs; i++) {
            System.err.printf("run %d of %d%n", i, runs);
            measure();
        }
        Result result = new Result("pipeline", Machines.here(), rows());
        result.publish(json);
        return result.rows().stream().allMatch(Row::met) ? 0 : 1;
    }

    private void measure() throws Exception {
        Path home = Path.of(Objects.requireNonNullElse(System.getenv("LIFEBOAT_HOME"), "."))
                .toAbsolutePath()
                .normalize();
        Path work = Files.createTempDirectory(Files.createDirectories(home.resolve("target")), "bench-");
        long started = System.nanoTime();
        try (Run run = new Run(new StackLayout(home, work, UUID.randomUUID().toString()), text -> {})) {
            Thread hook = new Thread(run::close);
            Runtime.getRuntime().addShutdownHook(hook);
            run.start();
            try (TopicRecorder recorder = new TopicRecorder(run.stack().bootstrapServers(), envelope -> {})) {
                Demo demo = new Demo(run, recorder, text -> {});
                demo.awaitWatch();
                reports.add(demo.play(Scenarios.DEFAULT, Disaster.API, at -> {}));
            }
            demoSeconds.add((System.nanoTime() - started) / 1e9);
            for (Service service : Service.values()) {
                ServiceProcess process = run.stack().service(service);
                residentMegabytes
                        .computeIfAbsent(service, s -> new ArrayList<>())
                        .add(residentMegabytes(process.pid()));
                readySeconds.computeIfAbsent(service, s -> new ArrayList<>()).add(secondsToReady(process));
            }
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        WorkFolder.delete(work);
    }

    private static double secondsToReady(ServiceProcess process) throws InterruptedException {
        // One service's start at a time, without what the one before still does after its own.
        Thread.sleep(SETTLED_AFTER);
        process.kill();
        long started = System.nanoTime();
        process.restart();
        while (!LifeboatStack.isReady(process)) {
            Thread.sleep(10);
        }
        return (System.nanoTime() - started) / 1e9;
    }

    private static double residentMegabytes(long pid) throws java.io.IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>(List.of(
                Row.lowerIsBetter("failure → detected", "ms", median(DemoReport::detectedAfterMs), 1_100),
                Row.lowerIsBetter("failure published → first step", "ms", median(DemoReport::firstStepAfterMs), 100),
                Row.lowerIsBetter("detected → first page accepted", "ms", median(DemoReport::firstPageAfterMs), 500),
                Row.lowerIsBetter("the whole demo", "s", Median.of(demoSeconds), 60)));
        readySeconds.forEach((service, seconds) ->
                rows.add(Row.lowerIsBetter(service.id() + " ready after kill -9", "s", Median.of(seconds), 3)));
        residentMegabytes.forEach((service, megabytes) ->
                rows.add(Row.lowerIsBetter(service.id() + " resident", "MiB", Median.of(megabytes), 300)));
        return rows;
    }

    /** A run that did not get there counts as endless. */
    private double median(Function<DemoReport, @Nullable Long> figure) {
        return Median.of(reports.stream()
                .map(report -> {
                    Long millis = figure.apply(report);
                    return millis == null ? Double.POSITIVE_INFINITY : millis.doubleValue();
                })
                .toList());
    }
}
