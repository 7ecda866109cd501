package io.lifeboat.sandbox.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code ip} of iproute2. */
final class Ip {

    private static final List<Path> PLACES = List.of(Path.of("/usr/sbin/ip"), Path.of("/sbin/ip"), Path.of("/bin/ip"));

    private Ip() {}

    static boolean installed() {
        return PLACES.stream().anyMatch(Files::isExecutable);
    }

    /** @param words the arguments, with spaces between them */
    static List<String> run(String words) {
        Answer answer = ask(words);
        if (answer.status() != 0) {
            throw new IllegalStateException("ip " + words + ": " + String.join("; ", answer.lines()));
        }
        return answer.lines();
    }

    /** Whatever becomes of it. */
    static Answer ask(String words) {
        try {
            List<String> command = new ArrayList<>(List.of(path()));
            Stream.of(words.split(" ")).forEach(command::add);
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), output.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("can't run ip", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    static String path() {
        return PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("iproute2 is not installed"))
                .toString();
    }

    /** What it printed and how it ended. */
    record Answer(int status, List<String> lines) {}
}
