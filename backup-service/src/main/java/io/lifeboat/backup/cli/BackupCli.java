package io.lifeboat.backup.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code lifeboat backup …}: works on the repositories alone, with the service running or not. */
@Command(
        name = "lifeboat backup",
        description = "Takes, lists, verifies and restores snapshots.",
        mixinStandardHelpOptions = true,
        subcommands = {TakeCommand.class, VerifyCommand.class, RestoreCommand.class, ListCommand.class})
public final class BackupCli {

    static final int FAILED = 1;

    private BackupCli() {}

    public static void main(String... arguments) {
        System.exit(line(System.getenv()).execute(arguments));
    }

    static CommandLine line(Map<String, String> environment) {
        return new CommandLine(new BackupCli(), new CommandFactory(environment))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println(failure.getMessage());
                    return FAILED;
                });
    }
}
