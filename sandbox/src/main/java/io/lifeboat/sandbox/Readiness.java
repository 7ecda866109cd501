package io.lifeboat.sandbox;

import io.lifeboat.embedded.PostgresServer;
import io.lifeboat.sandbox.database.BotDatabase;
import io.lifeboat.sandbox.host.HostConfig;
import io.lifeboat.sandbox.process.HttpCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Waits until every part of a new sandbox works. */
final class Readiness {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(1);

    private final SandboxState state;
    private final Map<String, Process> processes;
    private final boolean real;
    private final Consumer<String> progress;

    /**
     * @param processes by what they are, to notice at once when one has ended
     * @param real whether the machines' supervisors speak to nobody but themselves
     */
    Readiness(SandboxState state, Map<String, Process> processes, boolean real, Consumer<String> progress) {
        this.real = real;
        this.state = state;
        this.processes = processes;
        this.progress = progress;
    }

    /** @throws IllegalStateException naming the part that does not come up and where its output is */
    void await() {
        for (Part part : parts()) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!part.ready().getAsBoolean()) {
                check(part, deadline);
            }
            progress.accept(part.name());
        }
    }

    private List<Part> parts() {
        SandboxHost trading = state.host(SandboxLayout.TRADING);
        SandboxHost api = state.host(SandboxLayout.API);
        SandboxHost broker = state.host(SandboxLayout.BROKER);
        SandboxHost database = state.host(SandboxLayout.DATABASE);
        return List.of(
                new Part("broker open", () -> says(broker.at("status"), "/status", "\"state\":\"open\"")),
                new Part(
                        "provider up",
                        () -> says(
                                state.host(SandboxLayout.PROVIDER).at("status"),
                                "/v1/servers/" + SandboxLayout.TRADING,
                                "running")),
                new Part("MT5 connected", () -> says(trading.at("connector"), "/status", "\"reconciled\":true")),
                new Part("database up", () -> listens(database.address(), database.port("postgresql"))),
                new Part("API up", () -> says(api.at("api"), "/api/v1/trades", "\"trades\"")),
                new Part("engine trading", () -> says(trading.at("engine"), "/health", "\"state\":\"trading\"")),
                new Part(
                        "SSH up",
                        () -> state.hosts().stream()
                                .allMatch(host -> host.sshPort() == 0 || listens(host.address(), host.sshPort()))),
                new Part("standby's database follows", () -> follows(state.host(SandboxLayout.STANDBY))),
                new Part("mobile app connected", () -> says(api.at("api"), "/api/v1/clients", "\"connected\"")),
                new Part("programs running", this::programsRun));
    }

    private boolean programsRun() {
        if (real) {
            return true;
        }
        SandboxHost trading = state.host(SandboxLayout.TRADING);
        return Control.running(trading, "mt5_connector")
                && Control.running(trading, "forex-trading-bot")
                && Control.running(state.host(SandboxLayout.API), "forex-api-server");
    }

    private void check(Part part, long deadline) {
        processes.forEach((name, process) -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the sandbox's " + name + " ended with status " + process.exitValue()
                        + ": see " + state.work().resolve("out"));
            }
        });
        if (System.nanoTime() > deadline) {
            throw new IllegalStateException("the sandbox does not get as far as '" + part.name() + "' in "
                    + PATIENCE.toSeconds() + " s: see " + state.work().resolve("out") + " and the logs below "
                    + state.work().resolve("hosts"));
        }
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the sandbox starts", e);
        }
    }

    private static boolean says(String at, String path, String what) {
        try {
            var answer = HttpCall.get("http://" + at + path, ANSWER);
            return answer.status() == 200 && answer.body().toString().contains(what);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean listens(String address, int port) {
        try (Socket socket = new Socket(InetAddress.getByName(address), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean follows(SandboxHost standby) {
        try (BotDatabase database = new BotDatabase(
                "jdbc:postgresql://" + standby.at("postgresql") + "/" + HostConfig.DATABASE,
                PostgresServer.USER,
                PostgresServer.USER)) {
            return database.inTransaction(c -> {
                try (Statement statement = c.createStatement();
                        ResultSet row =
                                statement.executeQuery("select from pg_stat_wal_receiver where status = 'streaming'")) {
                    return row.next();
                }
            });
        } catch (SQLException e) {
            return false;
        }
    }

    private record Part(String name, BooleanSupplier ready) {}
}
