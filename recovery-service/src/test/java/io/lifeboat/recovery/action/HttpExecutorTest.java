package io.lifeboat.recovery.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.lifeboat.catalog.Fault;
import io.lifeboat.catalog.SecretRef;
import io.lifeboat.catalog.Step.Effect;
import io.lifeboat.catalog.action.HttpAction;
import io.lifeboat.event.EventCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HttpExecutorTest {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private final Secrets secrets = new Secrets();
    private final HttpExecutor executor = new HttpExecutor(new HttpCalls(secrets));
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private int status = 200;
    private String answer = "{\"state\": \"well\"}";

    @TempDir
    private Path folder;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", http -> {
            seen.add(http.getRequestMethod() + " " + http.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            http.sendResponseHeaders(status, body.length);
            http.getResponseBody().write(body);
            http.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldShowTheTokenAndReadTheValue() throws Exception {
        // given
        Path token = Files.writeString(folder.resolve("token"), "very-secret\n");

        // when
        ActionOutcome outcome = execute(
                new HttpAction(
                        "PUT",
                        here(),
                        EventCodec.JSON.createObjectNode().put("a", 1),
                        SecretRef.parse("file:" + token),
                        null,
                        "/state",
                        "well"),
                Effect.IDEMPOTENT);

        // then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ActionOutcome.Succeeded.class,
                        done -> assertThat(done.value()).isEqualTo("well"));
        assertThat(seen).containsExactly("PUT Bearer very-secret {\"a\":1}");
        assertThat(secrets.redact("it said very-secret")).isEqualTo("it said ***");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            500 | -   | -      | -    | status 500
            302 | -   | -      | -    | status 302
            200 | 204 | -      | -    | status 200, not 204
            200 | -   | /gone  | -    | the answer has no /gone
            200 | -   | /state | sick | /state is well, not sick
            """)
    void shouldFailWhereTheAnswerIsAnother(
            int given, @Nullable Integer wanted, @Nullable String value, @Nullable String equals, String reason)
            throws Exception {
        // given
        status = given;

        // then
        assertThat(execute(new HttpAction("GET", here(), null, null, wanted, value, equals), Effect.AT_MOST_ONCE))
                .isInstanceOfSatisfying(
                        ActionOutcome.Failed.class,
                        failed -> assertThat(failed.reason()).endsWith(reason));
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void shouldKnowThatNothingWasSentWhereNobodyListens(Effect effect) throws Exception {
        // given
        URI nobody = here();
        server.stop(0);

        // then
        assertThat(execute(new HttpAction("POST", nobody, null, null, null, null, null), effect))
                .isInstanceOfSatisfying(
                        ActionOutcome.Failed.class,
                        failed -> assertThat(failed.fault()).isEqualTo(Fault.UNREACHABLE));
    }

    /** It has accepted the request, and says nothing: only one that may be repeated has failed. */
    @ParameterizedTest
    @CsvSource({"IDEMPOTENT, Failed", "AT_MOST_ONCE, Unknown", "COMPENSATABLE, Unknown"})
    void shouldNotKnowWhatCameOfARequestThatIsNotAnswered(Effect effect, String kind) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
            assertThat(execute(new HttpAction("POST", url, null, null, null, null, null), effect)
                            .getClass()
                            .getSimpleName())
                    .isEqualTo(kind);
        }
    }

    private ActionOutcome execute(HttpAction action, Effect effect) throws InterruptedException {
        return executor.execute(action, Contexts.of(action, effect, TIMEOUT));
    }

    private URI here() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/path");
    }
}
