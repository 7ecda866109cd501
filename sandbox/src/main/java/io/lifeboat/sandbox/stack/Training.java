package io.lifeboat.sandbox.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** All four services' caches. */
public final class Training {

    private Training() {}

    public static boolean isDone(Path home) {
        return Arrays.stream(Service.values())
                .allMatch(service -> ServiceApplication.of(home, service).isTrained());
    }

    /** Throws former caches away. */
    public static void prepare(Path home) throws IOException {
        for (Service service : Service.values()) {
            ServiceApplication.of(home, service).writeJar();
        }
    }
}
