package io.lifeboat.detector;

import com.sun.net.httpserver.HttpServer;
import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Component;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.LogSource;
import io.lifeboat.catalog.ProbeSpec;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Scenario;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A bot of one API server and one log, which a test breaks and mends, and the plan for it. */
class BrokenBot {

    static final Path FOLDER = temporary();
    static final Path LOG = FOLDER.resolve("var/log/forex-api-server.log");
    private static final HttpServer SERVER = serve();
    private static volatile int status = 200;

    static void answer(int newStatus) {
        status = newStatus;
    }

    static void log(String line) {
        try {
            Files.createDirectories(LOG.getParent());
            Files.writeString(LOG, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Produces
    @Singleton
    Catalog catalog() {
        Host host = new Host("api-server", "127.0.0.1", Map.of(), null, FOLDER);
        Component component =
                new Component("api-service", "API service", Duration.ofMinutes(30), null, "api-server", "admin");
        URI url = URI.create("http://127.0.0.1:" + SERVER.getAddress().getPort() + "/health");
        ProbeSpec probe = new ProbeSpec(
                "api-health",
                "api-service",
                new ProbeSpec.Http(url, 200, null, null, Duration.ofSeconds(2)),
                new ProbeSpec.Watch("api-errors", Duration.ofMillis(200), 3, 2));
        LogSource log = new LogSource(
                "api-server-log",
                "api-service",
                "api-server",
                "/var/log/forex-api-server.log",
                StandardCharsets.UTF_8,
                List.of(new LogSource.Matches("api-error-logs", "ERROR", 3, Duration.ofMinutes(1))));
        Scenario scenario = new Scenario(
                "api-service-failure",
                "API Service Failure",
                "api-service",
                List.of("API endpoints returning errors"),
                List.of(new Scenario.Need(List.of("api-errors"), 1)),
                List.of(),
                List.of(),
                Duration.ZERO,
                List.of(),
                "api-service-failure");
        Procedure procedure = new Procedure(
                "api-service-failure",
                "api-service",
                Procedure.Mode.AUTO,
                new Procedure.Budget(2, Duration.ofHours(1)),
                Map.of(),
                "");
        return new Catalog(
                Map.of(component.id(), component),
                Map.of(host.id(), host),
                Map.of(),
                Map.of(probe.id(), probe),
                Map.of(log.id(), log),
                Map.of(scenario.id(), scenario),
                Map.of(procedure.id(), procedure),
                Map.of(),
                Map.of(),
                "test");
    }

    private static HttpServer serve() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "bot-")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
