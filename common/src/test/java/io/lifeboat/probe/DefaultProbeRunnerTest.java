package io.lifeboat.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.ProbeSpec;
import io.lifeboat.catalog.ProbeSpec.Check;
import io.lifeboat.catalog.ProbeSpec.Http;
import io.lifeboat.catalog.ProbeSpec.SshCommand;
import io.lifeboat.catalog.ProbeSpec.Tcp;
import io.lifeboat.probe.ProbeResult.Healthy;
import io.lifeboat.probe.ProbeResult.Unasked;
import io.lifeboat.probe.ProbeResult.Unhealthy;
import io.lifeboat.ssh.RemoteOutcome;
import io.lifeboat.ssh.RemoteOutcome.Exited;
import io.lifeboat.ssh.RemoteOutcome.Fault;
import io.lifeboat.ssh.RemoteOutcome.Killed;
import io.lifeboat.ssh.RemoteOutcome.Lost;
import io.lifeboat.ssh.RemoteOutcome.NotStarted;
import io.lifeboat.ssh.RemoteOutcome.TimedOut;
import io.lifeboat.ssh.RemoteShell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultProbeRunnerTest {

    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(400);

    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch testOver = new CountDownLatch(1);
    private final AtomicInteger followed = new AtomicInteger();
    private HttpServer server = serve(0);
    private RemoteOutcome outcome = new Exited(0, "");
    private final RemoteShell shell = (host, command, timeout, enough) -> outcome;
    private final DefaultProbeRunner runner = new DefaultProbeRunner(
            new Catalog(
                    Map.of(),
                    Map.of("api-server", new Host("api-server", "127.0.0.1", Map.of(), null, Path.of("/"))),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    ""),
            shell);

    @AfterEach
    void stop() {
        testOver.countDown();
        server.stop(0);
        workers.close();
    }

    @Test
    void shouldBeHealthyWithTheStatusThatWasAskedFor() {
        // when
        ProbeResult result = http("/health", 200, null, null);

        // then
        assertThat(result).isEqualTo(new Healthy(null, "GET " + url("/health") + ": status 200"));
    }

    @Test
    void shouldBeUnhealthyWithAnotherStatus() {
        // when
        ProbeResult result = http("/broken", 200, null, null);

        // then
        assertThat(result).isEqualTo(new Unhealthy(null, "GET " + url("/broken") + ": status 500, not 200"));
    }

    @Test
    void shouldTakeARedirectAsAnAnswerAndNotFollowIt() {
        // when then
        assertThat(http("/redirect", 200, null, null)).isInstanceOf(Unhealthy.class);
        assertThat(http("/redirect", 302, null, null)).isInstanceOf(Healthy.class);
        assertThat(followed).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "/connected, true, true, true",
        "/connected, false, true, false",
        "/account, primary, primary, true",
        "/balance, 10000.0, 10000.0, true",
        "/positions/0/symbol, EURUSD, EURUSD, true",
        "/positions, , '[{\"symbol\":\"EURUSD\"}]', true",
        "/absent, x, , false",
        "/account/deeper, x, , false"
    })
    void shouldReadTheValueAndCompareIt(
            String pointer, @Nullable String equals, @Nullable String value, boolean healthy) {
        // when
        ProbeResult result = http("/status", 200, pointer, equals);

        // then
        if (healthy) {
            assertThat(result)
                    .asInstanceOf(type(Healthy.class))
                    .satisfies(r -> assertThat(r.value()).isEqualTo(value));
        } else {
            assertThat(result)
                    .asInstanceOf(type(Unhealthy.class))
                    .satisfies(r -> assertThat(r.value()).isEqualTo(value));
            assertThat(result.detail()).contains(pointer);
        }
    }

    @ParameterizedTest
    @CsvSource({"/garbage", "/health", "/nested", "/truncated"})
    void shouldBeUnhealthyWhenTheAnswerIsNoJson(String path) {
        // when
        ProbeResult result = http(path, 200, "/x", null);

        // then
        assertThat(result).isInstanceOf(Unhealthy.class);
    }

    @Test
    void shouldNotReadMoreThanOneMebibyte() {
        // when
        ProbeResult result = http("/endless", 200, "/x", null);

        // then
        assertThat(result)
                .asInstanceOf(type(Unhealthy.class))
                .satisfies(r -> assertThat(r.detail()).contains("capacity"));
    }

    @ParameterizedTest
    @CsvSource({"/slow-head", "/slow-body"})
    void shouldBeUnhealthyWhenTheAnswerTakesTooLong(String path) {
        // when
        ProbeResult result = run(new Http(url(path), 200, "/x", null, SHORT));

        // then
        assertThat(result).isEqualTo(new Unhealthy(null, "GET " + url(path) + ": no answer within 400 ms"));
    }

    @Test
    void shouldNotWaitForABodyThatIsNotAskedFor() {
        // when
        ProbeResult result = run(new Http(url("/slow-body"), 200, null, null, WITHIN));

        // then
        assertThat(result).isInstanceOf(Healthy.class);
    }

    @Test
    void shouldBeUnhealthyWhenNobodyListensAndHealthyAsSoonAsSomeoneDoes() {
        // given
        int port = server.getAddress().getPort();
        assertThat(http("/status", 200, "/account", null)).isInstanceOf(Healthy.class);
        server.stop(0);

        // when
        ProbeResult stopped = run(new Http(at(port, "/status"), 200, "/account", null, WITHIN));
        server = serve(port);
        ProbeResult restarted = run(new Http(at(port, "/status"), 200, "/account", null, WITHIN));

        // then
        assertThat(stopped)
                .asInstanceOf(type(Unhealthy.class))
                .satisfies(r -> assertThat(r.detail()).containsIgnoringCase("refused"));
        assertThat(restarted).isInstanceOf(Healthy.class);
    }

    @Test
    void shouldBeUnhealthyWhenTheNameIsNotKnown() {
        // when
        ProbeResult result = run(new Http(URI.create("http://nowhere.invalid/"), 200, null, null, WITHIN));

        // then
        assertThat(result).isInstanceOf(Unhealthy.class);
    }

    @Test
    void shouldNotAskAnAddressThatIsNone() {
        // when
        ProbeResult result = run(new Http(URI.create("ftp://127.0.0.1/"), 200, null, null, WITHIN));

        // then
        assertThat(result).isInstanceOf(Unasked.class);
    }

    @Test
    void shouldTellWhetherAPortTakesConnections() throws Exception {
        // given
        int port;
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = listening.getLocalPort();

            // when then
            assertThat(run(new Tcp("127.0.0.1", port, WITHIN)))
                    .isEqualTo(new Healthy(null, "tcp 127.0.0.1:" + port + ": connected"));
        }
        assertThat(run(new Tcp("127.0.0.1", port, WITHIN)))
                .asInstanceOf(type(Unhealthy.class))
                .satisfies(r -> assertThat(r.detail()).containsIgnoringCase("refused"));
        assertThat(run(new Tcp("nowhere.invalid", port, WITHIN))).isInstanceOf(Unhealthy.class);
    }

    @Test
    void shouldMatchWhatACommandSays() {
        // given
        outcome = new Exited(0, "forex-api-server   RUNNING   pid 12, uptime 0:01:00\n");

        // when then
        assertThat(ssh("^forex-api-server +RUNNING"))
                .asInstanceOf(type(Healthy.class))
                .satisfies(r -> assertThat(r.value()).isEqualTo("forex-api-server   RUNNING   pid 12, uptime 0:01:00"));
        assertThat(ssh("STOPPED")).isInstanceOf(Unhealthy.class);
        assertThat(ssh(null)).isInstanceOf(Healthy.class);
        assertThat(ssh("(")).isInstanceOf(Unasked.class);
    }

    @Test
    void shouldBlameTheHostOnlyForWhatTheHostDoes() {
        // given when then
        assertThat(after(new Exited(3, "STOPPED"))).isInstanceOf(Unhealthy.class);
        assertThat(after(new Killed("KILL", ""))).isInstanceOf(Unhealthy.class);
        assertThat(after(new TimedOut(""))).isInstanceOf(Unhealthy.class);
        assertThat(after(new Lost("cut", ""))).isInstanceOf(Unhealthy.class);
        assertThat(after(new NotStarted("no connection", Fault.HOST))).isInstanceOf(Unhealthy.class);
        assertThat(after(new NotStarted("another host key", Fault.OURS))).isInstanceOf(Unasked.class);
    }

    @Test
    void shouldNotAskAHostThatTheCatalogDoesNotHave() {
        // when
        ProbeResult result = run(new SshCommand("elsewhere", "true", null, WITHIN));

        // then
        assertThat(result).isEqualTo(new Unasked("hosts.yaml has no host 'elsewhere'"));
    }

    private ProbeResult after(RemoteOutcome outcome) {
        this.outcome = outcome;
        return ssh(null);
    }

    private ProbeResult ssh(@Nullable String matches) {
        return run(new SshCommand("api-server", "supervisorctl status", matches, WITHIN));
    }

    private ProbeResult http(String path, int status, @Nullable String pointer, @Nullable String equals) {
        return run(new Http(url(path), status, pointer, equals, WITHIN));
    }

    private ProbeResult run(Check check) {
        return runner.run(new ProbeSpec("a-probe", "api-service", check, null));
    }

    private URI url(String path) {
        return at(server.getAddress().getPort(), path);
    }

    private static URI at(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpServer serve(int port) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            http.setExecutor(workers);
            http.createContext("/", this::answer);
            http.start();
            return http;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/health" -> send(exchange, 200, "OK");
            case "/broken" -> send(exchange, 500, "{}");
            case "/status" ->
                send(
                        exchange,
                        200,
                        "{\"connected\":true,\"account\":\"primary\",\"balance\":10000.0,\"positions\":[{\"symbol\":\"EURUSD\"}]}");
            case "/garbage" -> send(exchange, 200, "<html>\u0000 not json");
            case "/nested" -> send(exchange, 200, "[".repeat(500_000));
            case "/redirect" -> {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
                send(exchange, 302, "");
            }
            case "/elsewhere" -> {
                followed.incrementAndGet();
                send(exchange, 200, "OK");
            }
            case "/truncated" -> {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write("{\"x\":".getBytes(StandardCharsets.UTF_8));
                exchange.close();
            }
            case "/endless" -> endless(exchange);
            case "/slow-head" -> waitForTheEnd();
            case "/slow-body" -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                waitForTheEnd();
            }
            default -> send(exchange, 404, "");
        }
    }

    private static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] spaces = " ".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            while (true) {
                exchange.getResponseBody().write(spaces);
            }
        }
    }

    private void waitForTheEnd() {
        try {
            testOver.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
