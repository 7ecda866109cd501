package io.lifeboat.sandbox.disaster;

import static org.awaitility.Awaitility.await;

import io.lifeboat.event.Event;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.sandbox.Disaster;
import io.lifeboat.sandbox.demo.Demo;
import io.lifeboat.sandbox.demo.DemoReport;
import io.lifeboat.sandbox.demo.Run;
import io.lifeboat.sandbox.demo.TopicRecorder;
import io.lifeboat.sandbox.stack.Http;
import io.lifeboat.sandbox.stack.Service;
import io.lifeboat.sandbox.stack.StackLayout;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A bot and a Lifeboat for all disasters of a class. What stays in the work folder tells what has happened. */
class LifeboatExtension implements BeforeAllCallback, AfterAllCallback, AutoCloseable {

    private @Nullable Run run;
    private @Nullable TopicRecorder recorder;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        start();
    }

    void start() throws IOException {
        Path home = Path.of("..").toAbsolutePath().normalize();
        Path work = Files.createTempDirectory(Files.createDirectories(home.resolve("sandbox/target")), "disaster-");
        Run starting = create(home, work);
        run = starting;
        // A run that is interrupted shall not leave four services behind.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-of-disaster"));
        starting.start();
        recorder = new TopicRecorder(starting.stack().bootstrapServers(), envelope -> {});
    }

    /** Starts nothing yet. */
    Run create(Path home, Path work) throws IOException {
        return new Run(new StackLayout(home, work, UUID.randomUUID().toString()), text -> {});
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        if (recorder != null) {
            recorder.close();
        }
        if (run != null) {
            run.close();
        }
    }

    Run run() {
        return Objects.requireNonNull(run);
    }

    DemoReport play(String scenario, Disaster disaster) throws InterruptedException {
        return new Demo(run(), recorder(), text -> {}).play(scenario, disaster, at -> {});
    }

    /** What becomes of something that has happened just now. */
    DemoReport follow(String scenario, Instant brokenAt) throws InterruptedException {
        return new Demo(run(), recorder(), text -> {}).follow(scenario, brokenAt);
    }

    /** The detector, too, sees that it is over: what comes next is a new failure. */
    void awaitNothingOpen() {
        URI scenarios = run().stack().service(Service.DETECTOR).url().resolve("/api/v1/scenarios");
        await().atMost(Duration.ofSeconds(100))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> Http.get(scenarios)
                        .filter(answer -> !answer.body().contains("\"state\":\"open\""))
                        .isPresent());
    }

    <E extends Event> List<E> events(Class<E> type) {
        return recorder().events(type);
    }

    /** Names of the steps that have begun, in this order. */
    List<String> started() {
        return events(IncidentEvent.StepStarted.class).stream()
                .map(started -> started.step().name())
                .toList();
    }

    /** Data folders of the bot's database that a restore has put aside. */
    List<Path> replacedData() throws IOException {
        try (Stream<Path> files = Files.list(run().sandbox().host("db-server").resolve("/var/lib/postgresql"))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("data.replaced-by-"))
                    .toList();
        }
    }

    List<TopicRecorder.Recorded> recorded() {
        return recorder().recorded();
    }

    private TopicRecorder recorder() {
        return Objects.requireNonNull(recorder);
    }
}
