package io.lifeboat.backup.cli;

import picocli.CommandLine.Command;

/** Only dispatches. */
@Command(
        name = "wal",
        description = "The write-ahead log of the databases, as the places have it.",
        mixinStandardHelpOptions = true,
        subcommands = WalStatusCommand.class)
final class WalCommand {

    WalCommand() {}
}
