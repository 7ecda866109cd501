package io.lifeboat.sandbox.launcher;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What nobody has said, neither as an option nor in the environment, is that of the run that is up. */
final class StandingDefaults implements IDefaultValueProvider {

    private static final Map<String, String> PLACES =
            Map.of("--url", "recovery-service", "--token-file", "operator token");
    private static final Map<String, String> VARIABLES =
            Map.of("--url", "LIFEBOAT_RECOVERY_URL", "--token-file", "LIFEBOAT_RECOVERY_OPERATOR_TOKEN");

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        String name = argument instanceof OptionSpec option ? option.longestName() : "";
        String place = PLACES.get(name);
        if (place == null || System.getenv(VARIABLES.get(name)) != null) {
            return null;
        }
        Path work = WorkFolder.standing();
        return Standing.find(work).map(standing -> standing.places().get(place)).orElse(null);
    }
}
