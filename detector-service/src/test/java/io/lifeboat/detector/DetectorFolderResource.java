package io.lifeboat.detector;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A state folder of its own for each run. */
public class DetectorFolderResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "detector-state-");
            return Map.of(
                    "lifeboat.detector.state",
                    folder.toAbsolutePath().toString(),
                    "lifeboat.detector.confirm-every",
                    "25ms");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // Below the build's folder.
    }
}
