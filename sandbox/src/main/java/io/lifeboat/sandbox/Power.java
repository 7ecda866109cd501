package io.lifeboat.sandbox;

import io.lifeboat.sandbox.process.Endings;
import io.lifeboat.sandbox.process.HttpCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What can be done to the trading server as a machine. */
final class Power {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SandboxHost server;
    private final String provider;

    Power(SandboxState state) {
        server = state.host(SandboxLayout.TRADING);
        provider = "http://" + state.host(SandboxLayout.PROVIDER).at("status");
    }

    /** @return when nothing ran on it any more */
    Instant off() throws IOException {
        ProcessHandle machine = machine();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(machine), machine.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        if (!Endings.await(all, PATIENCE.toMillis())) {
            throw new IOException(server.id() + " does not go off");
        }
        // A process that is dead for its parent may hold its ports for a moment more.
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (answers()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(server.id() + " is dead and its supervisor still answers");
            }
        }
        return Clock.systemUTC().instant();
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.control())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** As the provider starts it, which is how a rebuilt one comes back. */
    void on() throws IOException {
        var answer = HttpCall.post(provider + "/v1/servers/" + server.id() + "/start", null, PATIENCE);
        if (answer.status() != 200) {
            throw new IOException("the provider answers " + answer.status());
        }
    }

    Instant hang() throws IOException {
        signal("-STOP");
        return Clock.systemUTC().instant();
    }

    void wake() throws IOException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException {
        try {
            new ProcessBuilder("kill", signal, String.valueOf(machine().pid()))
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private ProcessHandle machine() throws IOException {
        long pid = Long.parseLong(
                Files.readString(server.resolve("/var/run/host.pid")).strip());
        return ProcessHandle.of(pid)
                .orElseThrow(() -> new IOException(server.id() + " is not running: mend it before it is broken again"));
    }
}
