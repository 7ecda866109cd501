package io.lifeboat.sandbox.launcher;

import io.lifeboat.recovery.cli.AbortCommand;
import io.lifeboat.recovery.cli.AnswerCommand;
import io.lifeboat.recovery.cli.ApproveCommand;
import io.lifeboat.recovery.cli.AuditCommand;
import io.lifeboat.recovery.cli.ChecklistCommand;
import io.lifeboat.recovery.cli.ClearCommand;
import io.lifeboat.recovery.cli.DenyCommand;
import io.lifeboat.recovery.cli.FailbackCommand;
import io.lifeboat.recovery.cli.HaltCommand;
import io.lifeboat.recovery.cli.IncidentCommand;
import io.lifeboat.recovery.cli.IncidentsCommand;
import io.lifeboat.recovery.cli.PlanCommand;
import io.lifeboat.recovery.cli.ReportCommand;
import io.lifeboat.recovery.cli.RunCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Only dispatches. {@code test}, {@code bench} and {@code backup} are the script's own. */
@Command(
        name = "lifeboat",
        description = "Disaster recovery for a Forex trading bot.",
        mixinStandardHelpOptions = true,
        version = "Lifeboat 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "  test       Runs every test (--long: the soaks too).",
            "  bench      Measures, each figure beside its goal.",
            "  backup     Takes, lists and verifies snapshots, with the services running or not.",
            "",
            "Exit status: 0 done, 1 not recovered in time or not valid, 2 wrong usage, 69 something needed is not there."
        },
        subcommands = {
            HelpCommand.class,
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            BotCommand.class,
            BreakCommand.class,
            MendCommand.class,
            StatusCommand.class,
            TrainCommand.class,
            CatalogCommand.class,
            IncidentsCommand.class,
            IncidentCommand.class,
            PlanCommand.class,
            RunCommand.class,
            FailbackCommand.class,
            AbortCommand.class,
            AnswerCommand.class,
            ApproveCommand.class,
            DenyCommand.class,
            HaltCommand.class,
            ClearCommand.class,
            ReportCommand.class,
            ChecklistCommand.class,
            AuditCommand.class,
        })
public final class Lifeboat implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Lifeboat())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setDefaultValueProvider(new StandingDefaults())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr()
                            .println("lifeboat " + command.getCommandName() + ": "
                                    + (failure.getMessage() == null ? failure.toString() : failure.getMessage()));
                    if (System.getenv("LIFEBOAT_DEBUG") != null) {
                        failure.printStackTrace(command.getErr());
                    }
                    return ExitStatus.UNAVAILABLE;
                })
                .execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do");
    }
}
