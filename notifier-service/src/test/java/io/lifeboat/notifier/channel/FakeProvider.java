package io.lifeboat.notifier.channel;

import io.lifeboat.notifier.channel.ChannelContract.Behaviour;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server on the loopback address that behaves as it is told, connection by connection. */
abstract class FakeProvider implements AutoCloseable {

    private final ServerSocket server;
    private final CountDownLatch closed = new CountDownLatch(1);
    final List<String> taken = new CopyOnWriteArrayList<>();
    volatile Behaviour behaviour;

    FakeProvider(Behaviour behaviour) {
        this.behaviour = behaviour;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Serves until it is closed; a provider that is down never listens again. */
    FakeProvider started() throws IOException {
        if (behaviour == Behaviour.IS_DOWN) {
            server.close();
        } else {
            Thread.ofVirtual().start(this::accept);
        }
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
    }

    /** One connection, spoken in lines. */
    abstract void talk(BufferedReader in, Socket socket) throws IOException;

    static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            switch (behaviour) {
                case HANGS -> closed.await();
                case CLOSES, IS_DOWN -> in.readLine();
                case ACCEPTS, REFUSES_FOR_NOW, REFUSES_FOR_EVER -> talk(in, socket);
            }
        } catch (IOException e) {
            // The client has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
