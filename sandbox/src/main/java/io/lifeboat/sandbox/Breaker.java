package io.lifeboat.sandbox;

import io.lifeboat.sandbox.process.BotPaths;
import io.lifeboat.sandbox.process.HttpCall;
import io.lifeboat.sandbox.process.JournalFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Breaks the bot and mends it, from outside. */
final class Breaker {

    private static final String API_PROGRAM = "forex-api-server";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String GARBAGE = "port: [8000\ndatabase: {{{ \u0001\n";

    private final SandboxHost api;
    private final String brokerUrl;
    private final Power power;
    private final BitRot rot;
    private final Intruder intruder;

    Breaker(SandboxState state) {
        api = state.host(SandboxLayout.API);
        power = new Power(state);
        rot = new BitRot(state);
        intruder = new Intruder(state);
        brokerUrl = "http://" + state.host(SandboxLayout.BROKER).at("status");
    }

    /** @return when it broke, by the clock of what broke */
    Instant breakIt(Disaster disaster) {
        try {
            return switch (disaster) {
                case API -> killApi();
                case API_CONFIG -> {
                    Files.writeString(config(), GARBAGE);
                    yield killApi();
                }
                case MT5 -> {
                    Instant at = admin("/admin/accounts/primary/disable");
                    admin("/admin/connections/drop?account=primary");
                    yield at;
                }
                case MT5_TRANSIENT -> dropStale();
                case PRIMARY_SERVER -> power.off();
                case PRIMARY_SERVER_HUNG -> power.hang();
                case DATABASE -> rot.spread();
                case BREACH -> intruder.breakIn();
            };
        } catch (IOException e) {
            throw new UncheckedIOException("can't break " + disaster.words() + ": " + e.getMessage(), e);
        }
    }

    void mend(Disaster disaster) {
        try {
            switch (disaster) {
                case API -> startApi();
                case API_CONFIG -> {
                    Files.copy(
                            config().resolveSibling("api_config.yaml.backup"),
                            config(),
                            StandardCopyOption.REPLACE_EXISTING);
                    startApi();
                }
                case MT5 -> admin("/admin/accounts/primary/enable");
                case MT5_TRANSIENT -> admin("/admin/sessions/primary/forgive");
                case PRIMARY_SERVER -> power.on();
                case PRIMARY_SERVER_HUNG -> power.wake();
                case DATABASE -> rot.undo();
                case BREACH -> intruder.cleanUp();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't mend " + disaster.words() + ": " + e.getMessage(), e);
        }
    }

    private Path config() {
        return new BotPaths(api.root()).config("api_config.yaml");
    }

    private Instant killApi() throws IOException {
        long pid = Control.pid(api, API_PROGRAM);
        ProcessHandle process = ProcessHandle.of(pid)
                .orElseThrow(() -> new IOException("the API server is not running: mend it before it is broken again"));
        process.destroyForcibly();
        Path journal = new BotPaths(api.root()).log("supervisor.jsonl");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (var entry : JournalFile.read(journal).reversed()) {
                if (entry.path("event").asText().equals("exit")
                        && entry.path("pid").asLong() == pid) {
                    return Instant.parse(entry.path("at").asText());
                }
            }
            pause();
        }
        throw new IOException("the API server (process " + pid + ") does not die");
    }

    private void startApi() throws IOException {
        if (!Control.running(api, API_PROGRAM)) {
            Control.run(api, "start " + API_PROGRAM);
        }
    }

    /** Waits for the terminal to be connected: only a session that there is can become stale. */
    private Instant dropStale() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var answer =
                    HttpCall.post(brokerUrl + "/admin/connections/drop?account=primary&stale=true", null, PATIENCE);
            if (answer.body().path("connections").asInt() > 0) {
                return Instant.parse(answer.body().path("at").asText());
            }
            pause();
        }
        throw new IOException("no terminal is connected with the primary account: mend it before it is broken again");
    }

    private Instant admin(String path) throws IOException {
        var answer = HttpCall.post(brokerUrl + path, null, PATIENCE);
        if (answer.status() != 200) {
            throw new IOException("the broker answers " + answer.status() + " to " + path);
        }
        return Instant.parse(answer.body().path("at").asText());
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
