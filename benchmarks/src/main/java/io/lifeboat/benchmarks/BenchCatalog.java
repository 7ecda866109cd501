package io.lifeboat.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
        CatalogCopy copy = CatalogCopy.of(shipped, target);
        copy.change(
                "detection.yaml",
                text -> text.replaceFirst(
                        "(?m)^probes:$",
                        "probes:\n  nothing: { component: %s, tcp: { address: \"127.0.0.1:%d\", within: 2s } }"
                                .formatted(COMPONENT, port)));
        copy.change("scenarios.yaml", text -> text + scenario(TWENTY_STEPS) + scenario(LONG));
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
