package io.lifeboat.probe;

import io.lifeboat.catalog.ProbeSpec.Tcp;
import io.lifeboat.probe.ProbeResult.Healthy;
import io.lifeboat.probe.ProbeResult.Unhealthy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One connection, closed at once. */
final class TcpProbe {

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    ProbeResult run(Tcp check) throws InterruptedException {
        String asked = "tcp " + check.address() + ":" + check.port() + ": ";
        Future<?> connected = executor.submit(() -> {
            connect(check);
            return null;
        });
        try {
            connected.get(check.within().toNanos(), TimeUnit.NANOSECONDS);
            return new Healthy(null, asked + "connected");
        } catch (TimeoutException e) {
            // Looking up the name has no timeout of its own, and is left to end by itself.
            connected.cancel(true);
            return new Unhealthy(null, asked + "no connection within " + Reason.of(check.within()));
        } catch (ExecutionException e) {
            return new Unhealthy(null, asked + Reason.of(e.getCause()));
        }
    }

    private static void connect(Tcp check) throws IOException {
        Duration within = check.within();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(check.address(), check.port()), Math.max(1, (int) within.toMillis()));
        }
    }
}
