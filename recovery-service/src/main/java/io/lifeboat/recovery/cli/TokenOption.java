package io.lifeboat.recovery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is shown to the service. Read from the environment or a file: an argument would show in ps. */
final class TokenOption {

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "Holds your token (default: LIFEBOAT_RECOVERY_OPERATOR_TOKEN, else that of the run that is up).")
    @Nullable
    Path tokenFile;

    @Nullable
    String token() throws IOException {
        Path file = tokenFile;
        return file == null
                ? System.getenv("LIFEBOAT_RECOVERY_OPERATOR_TOKEN")
                : Files.readString(file).strip();
    }
}
