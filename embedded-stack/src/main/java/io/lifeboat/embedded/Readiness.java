package io.lifeboat.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for a server process to listen. */
final class Readiness {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Readiness() {}

    static void await(String name, URI endpoint, Process process) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!listens(endpoint)) {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        name + " ended with status " + process.exitValue() + " before it listened on " + endpoint);
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        name + " does not listen on " + endpoint + " after " + LONGEST.toSeconds() + " s");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(25);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for " + name, e);
            }
        }
    }

    private static boolean listens(URI endpoint) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
