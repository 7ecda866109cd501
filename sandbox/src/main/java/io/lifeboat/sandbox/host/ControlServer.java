package io.lifeboat.sandbox.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Where supervisorctl connects: a line with the command, then the lines of the answer, and {@code = STATUS} at the end. */
final class ControlServer {

    private final ServerSocket server;
    private final Supervisor supervisor;

    ControlServer(int port, Supervisor supervisor) throws IOException {
        this.supervisor = supervisor;
        server = new ServerSocket(port, 64, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }

    void start() {
        Thread.ofPlatform().name("control").start(() -> {
            while (true) {
                try {
                    Socket client = server.accept();
                    Thread.startVirtualThread(() -> serve(client));
                } catch (IOException e) {
                    System.err.println("supervisorctl could not connect: " + e);
                }
            }
        });
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            String command = in.readLine();
            if (command != null) {
                Supervisor.Answer answer = supervisor.execute(command);
                String text = String.join("\n", answer.lines()) + "\n= " + answer.status() + "\n";
                client.getOutputStream().write(text.stripLeading().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException | IllegalStateException e) {
            System.err.println("supervisorctl got no answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
