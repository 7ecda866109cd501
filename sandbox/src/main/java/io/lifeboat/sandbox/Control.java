package io.lifeboat.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Speaks to a host's supervisor from outside, without SSH. */
final class Control {

    private Control() {}

    /** The lines that supervisorctl would print. */
    static List<String> run(SandboxHost host, String command) {
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), host.control());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            return in.lines().filter(line -> !line.startsWith("= ")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the supervisor of " + host.id() + " does not answer", e);
        }
    }

    /** 0 if the program is not running. */
    static long pid(SandboxHost host, String program) {
        return Long.parseLong(run(host, "pid " + program).getFirst());
    }

    static boolean running(SandboxHost host, String program) {
        return pid(host, program) != 0;
    }
}
