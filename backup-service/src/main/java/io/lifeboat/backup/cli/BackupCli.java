package io.lifeboat.backup.cli;

import io.lifeboat.backup.key.WrongKeyException;
import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.repository.NoSnapshotException;
import io.lifeboat.backup.snapshot.BackupOutcome;
import io.lifeboat.backup.snapshot.NotInSnapshotException;
import io.lifeboat.backup.snapshot.WrongUsageException;
import io.lifeboat.catalog.CatalogException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code lifeboat backup …}: works on the repositories alone, with the service running or not. */
@Command(
        name = "lifeboat backup",
        description = "Takes, lists, verifies and restores snapshots.",
        mixinStandardHelpOptions = true)
public final class BackupCli {

    static final int FAILED = 1;
    static final int NOTHING_FOUND = 3;
    static final int DAMAGED = 4;
    static final int WRONG_KEY = 5;
    static final int TARGET_NOT_EMPTY = 6;

    private static final List<Class<?>> COMMANDS = List.of(
            TakeCommand.class,
            VerifyCommand.class,
            RestoreCommand.class,
            ListCommand.class,
            LsCommand.class,
            CatCommand.class,
            DiffCommand.class,
            ExplainCommand.class,
            ExpireCommand.class,
            HoldCommand.class,
            ReleaseCommand.class,
            DrillCommand.class,
            RepoCommand.class,
            WalCommand.class,
            RehearseCommand.class);

    private BackupCli() {}

    public static void main(String... arguments) {
        int status = FAILED;
        try {
            status = execute(System.getenv(), arguments);
        } catch (OutOfMemoryError e) {
            System.err.println("there is not enough memory for so many files: set LIFEBOAT_BACKUP_HEAP=512m, or more");
        }
        System.exit(status);
    }

    static int execute(Map<String, String> environment, String... arguments) {
        return line(environment, arguments).execute(arguments);
    }

    /** Knows the command that is asked for, and no other: to read what all of them say of themselves takes half a second. */
    static CommandLine line(Map<String, String> environment, String... arguments) {
        CommandLine line = new CommandLine(new BackupCli(), new CommandFactory(environment));
        List<Class<?>> asked =
                COMMANDS.stream().filter(one -> isAsked(one, arguments)).toList();
        (asked.isEmpty() ? COMMANDS : asked).forEach(line::addSubcommand);
        return line.setExecutionExceptionHandler((failure, failed, parsed) -> {
            failed.getErr().println(failure.getMessage());
            return status(failure);
        });
    }

    private static boolean isAsked(Class<?> command, String... arguments) {
        Command described = command.getAnnotation(Command.class);
        return arguments.length > 0 && described != null && described.name().equals(arguments[0]);
    }

    static int status(BackupOutcome.Cause cause) {
        return switch (cause) {
            case OTHER -> FAILED;
            case USAGE -> CommandLine.ExitCode.USAGE;
            case NOTHING_FOUND -> NOTHING_FOUND;
            case DAMAGED -> DAMAGED;
            case TARGET_NOT_EMPTY -> TARGET_NOT_EMPTY;
            case WRONG_KEY -> WRONG_KEY;
        };
    }

    static int status(Exception failure) {
        return switch (failure) {
            case WrongKeyException key -> WRONG_KEY;
            case DamagedException damaged -> DAMAGED;
            case NoSnapshotException none -> NOTHING_FOUND;
            case NotInSnapshotException none -> NOTHING_FOUND;
            case WrongUsageException wrong -> CommandLine.ExitCode.USAGE;
            case CatalogException bad -> CommandLine.ExitCode.USAGE;
            default -> FAILED;
        };
    }
}
