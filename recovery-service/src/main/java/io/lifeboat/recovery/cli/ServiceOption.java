package io.lifeboat.recovery.cli;

import java.net.URI;
import picocli.CommandLine.Option;

/** Which recovery service. */
final class ServiceOption {

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:LIFEBOAT_RECOVERY_URL:-http://localhost:8082}",
            description = "The recovery service (default: LIFEBOAT_RECOVERY_URL, or http://localhost:8082).")
    URI url = URI.create("http://localhost:8082");

    RecoveryClient client() {
        return new RecoveryClient(url);
    }
}
