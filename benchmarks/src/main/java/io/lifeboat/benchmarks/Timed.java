package io.lifeboat.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a program under GNU time. */
final class Timed {

    private static final String TIME = "/usr/bin/time";

    private Timed() {}

    /** @param peak of resident memory, in MiB */
    record Cost(double seconds, double cpuSeconds, double peak) {}

    /** @throws IllegalStateException with what it has said, if it fails */
    static Cost run(List<String> command, Path folder, Map<String, String> environment) throws Exception {
        Path figures = Files.createTempFile("timed", ".txt");
        List<String> all = new ArrayList<>(List.of(TIME, "-o", figures.toString(), "-f", "%e %U %S %M"));
        all.addAll(command);
        try {
            output(all, folder, environment);
            String[] words = Files.readAllLines(figures).getLast().split(" ");
            return new Cost(
                    Double.parseDouble(words[0]),
                    Double.parseDouble(words[1]) + Double.parseDouble(words[2]),
                    Double.parseDouble(words[3]) / 1024);
        } finally {
            Files.delete(figures);
        }
    }

    static String output(List<String> command, Map<String, String> environment) throws Exception {
        return output(command, Path.of("/"), environment);
    }

    private static String output(List<String> command, Path folder, Map<String, String> environment) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IllegalStateException(
                    command.getFirst() + " can't be run: apt-get install time zstd restic borgbackup", e);
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + " ended with " + process.exitValue() + ": " + said);
        }
        return said;
    }
}
