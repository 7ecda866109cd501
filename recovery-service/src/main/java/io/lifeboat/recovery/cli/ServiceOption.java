package io.lifeboat.recovery.cli;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which recovery service. */
final class ServiceOption {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The recovery service (default: LIFEBOAT_RECOVERY_URL, else the run that is up, else http://localhost:8082).")
    @Nullable
    URI url;

    RecoveryClient client() {
        URI named = url;
        return new RecoveryClient(
                named != null
                        ? named
                        : URI.create(Objects.requireNonNullElse(
                                System.getenv("LIFEBOAT_RECOVERY_URL"), "http://localhost:8082")));
    }
}
