package io.lifeboat.backup.cli;

import picocli.CommandLine.Command;

/** Only dispatches. */
@Command(
        name = "repo",
        description = "Makes, checks and mends the repositories, and their keys.",
        mixinStandardHelpOptions = true,
        subcommands = {RepoInitCommand.class, RepoCheckCommand.class, RepoHealCommand.class, KeyCommand.class})
final class RepoCommand {

    RepoCommand() {}
}
