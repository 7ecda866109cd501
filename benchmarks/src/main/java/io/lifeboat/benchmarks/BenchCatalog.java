package io.lifeboat.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The shipped catalog with two scenarios more, whose steps cost next to nothing themselves. */
final class BenchCatalog {

    static final String TWENTY_STEPS = "twenty-steps";
    static final String LONG = "long-run";
    static final String COMPONENT = "api-service";
    static final int STEPS = 20;

    private static final int WAITS = 200;

    private BenchCatalog() {}

    /** @param port that something listens on: a step is one TCP connection to it */
    static Path write(Path shipped, Path target, int port) throws IOException {
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(shipped.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        Path detection = target.resolve("detection.yaml");
        Files.writeString(
                detection,
                Files.readString(detection)
                        .replaceFirst(
                                "(?m)^probes:$",
                                "probes:\n  nothing: { component: %s, tcp: { address: \"127.0.0.1:%d\", within: 2s } }"
                                        .formatted(COMPONENT, port)));
        Path scenarios = target.resolve("scenarios.yaml");
        Files.writeString(scenarios, Files.readString(scenarios) + scenario(TWENTY_STEPS) + scenario(LONG));
        procedure(target, TWENTY_STEPS, STEPS - 1, "probe: nothing\n      timeout: 5s");
        procedure(target, LONG, WAITS, "wait: 50ms");
        return target;
    }

    private static String scenario(String id) {
        return "  %s: { title: Measured, component: %s, symptoms: [Measured], needs: [{ symptom: api-errors }], procedure: %s }\n"
                .formatted(id, COMPONENT, id);
    }

    private static void procedure(Path catalog, String id, int steps, String act) throws IOException {
        StringBuilder text = new StringBuilder(
                "procedure: %s\ncomponent: %s\nmode: auto\nbudget: { attempts: 1, per: 1h }\n\nrecover:\n"
                        .formatted(id, COMPONENT));
        for (int i = 1; i <= steps; i++) {
            text.append("  - step-%d:\n      title: Step %d\n      %s\n".formatted(i, i, act));
        }
        text.append("\nverify:\n  - verified:\n      title: Verified\n      probe: nothing\n      timeout: 5s\n");
        Files.writeString(catalog.resolve("procedures/" + id + ".yaml"), text.toString());
    }
}
