package io.lifeboat.recovery.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which recovery service, and what is shown to it. The token is read from the environment or a file: an argument would show in ps. */
final class ServiceOption {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The recovery service (default: LIFEBOAT_RECOVERY_URL, else the run that is up, else http://localhost:8082).")
    @Nullable
    URI url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "Holds your token (default: LIFEBOAT_RECOVERY_OPERATOR_TOKEN, else that of the run that is up).")
    @Nullable
    Path tokenFile;

    RecoveryClient client() throws IOException {
        URI named = url;
        Path file = tokenFile;
        return new RecoveryClient(
                named != null
                        ? named
                        : URI.create(Objects.requireNonNullElse(
                                System.getenv("LIFEBOAT_RECOVERY_URL"), "http://localhost:8082")),
                file == null
                        ? System.getenv("LIFEBOAT_RECOVERY_OPERATOR_TOKEN")
                        : Files.readString(file).strip());
    }
}
