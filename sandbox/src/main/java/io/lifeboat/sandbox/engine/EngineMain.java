package io.lifeboat.sandbox.engine;

import io.lifeboat.sandbox.database.BotDatabase;
import io.lifeboat.sandbox.process.BotPaths;
import io.lifeboat.sandbox.process.HttpEndpoint;
import io.lifeboat.sandbox.process.Lifeline;
import io.lifeboat.sandbox.process.PythonLog;
import io.lifeboat.sandbox.process.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The engine's process. Its argument is the host's root. */
public final class EngineMain {

    private static final Duration FOR_KAFKA = Duration.ofSeconds(3);

    private EngineMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Lifeline.hold(() -> {});
        BotPaths paths = new BotPaths(Path.of(args[0]));
        Clock clock = Clock.systemUTC();
        PythonLog log = new PythonLog(paths.log("forex-trading-bot/engine.log"), "engine", clock, null);
        log.info("engine started");
        try {
            run(paths, log, clock);
        } catch (IOException e) {
            log.error("can't start: " + e.getMessage());
            System.err.println("forex-trading-bot can't start: " + e.getMessage());
            System.exit(78);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private static void run(BotPaths paths, PythonLog log, Clock clock) throws IOException, InterruptedException {
        YamlFile config = YamlFile.read(paths.config("engine_config.yaml"));
        AuthorityFile authority = new AuthorityFile(paths.state("authority.json"));
        AuthorityReader reader = new AuthorityReader(config.text("kafka"), config.text("engine"), authority, log);
        Thread.ofPlatform().daemon().name("authority").start(reader);
        BotDatabase database = new BotDatabase(
                config.text("database.url"), config.text("database.user"), config.text("database.password"));
        Engine engine = new Engine(
                config.text("host"),
                authority,
                new OrderStore(database),
                new ConnectorClient(config.text("connector_url")),
                log,
                clock);
        HttpEndpoint http = new HttpEndpoint(config.number("health_port"));
        http.on("GET", "/health", call -> HttpEndpoint.Reply.ok(engine.health()));
        http.on("GET", "/report", call -> report(engine));
        http.start();
        Path heartbeat = paths.state("heartbeat");
        Executors.newSingleThreadScheduledExecutor()
                .scheduleAtFixedRate(() -> beat(heartbeat, clock), 0, 1, TimeUnit.SECONDS);
        reader.awaitCaughtUp(FOR_KAFKA);
        engine.run();
    }

    /** A report with a gap is an error, and never a smaller report. */
    private static HttpEndpoint.Reply report(Engine engine) {
        try {
            return HttpEndpoint.Reply.ok(engine.report());
        } catch (IOException | SQLException e) {
            return HttpEndpoint.Reply.error(503, String.valueOf(e.getMessage()));
        }
    }

    private static void beat(Path file, Clock clock) {
        try {
            Files.writeString(file, clock.instant() + "\n");
        } catch (IOException e) {
            System.err.println("no heartbeat: " + e);
        }
    }
}
