package io.lifeboat.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Free ports on the loopback address that stay ours. Each is held by a socket that is bound but does not listen: a
 * server that sets SO_REUSEADDR (as those of Java, PostgreSQL and OpenSSH do) can still listen there, while the kernel
 * gives the port to nobody else and another {@code PortLeases} passes it over. So two runs at once do not meet.
 */
public final class PortLeases implements IntSupplier, AutoCloseable {

    private static final int ATTEMPTS = 100;

    private final List<Socket> held = new ArrayList<>();

    /** A port that nothing else uses, ours until {@link #close}. */
    @Override
    public synchronized int getAsInt() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = unused();
            try {
                held.add(bind(port, true));
                return port;
            } catch (IOException e) {
                // Somebody took it between the two binds: try another.
            }
        }
        throw new IllegalStateException("no free port after " + ATTEMPTS + " attempts");
    }

    @Override
    public synchronized void close() {
        held.forEach(PortLeases::closeQuietly);
        held.clear();
    }

    /** Bound without SO_REUSEADDR, so that a port which another run holds is refused. */
    private static int unused() {
        try (Socket socket = bind(0, false)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free on the loopback address", e);
        }
    }

    private static Socket bind(int port, boolean reuse) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setReuseAddress(reuse);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It only ever held a port.
        }
    }
}
