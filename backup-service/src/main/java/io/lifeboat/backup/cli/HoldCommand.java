package io.lifeboat.backup.cli;

import io.lifeboat.backup.repository.SnapshotId;
import io.lifeboat.backup.retention.Hold;
import io.lifeboat.backup.snapshot.BackupOutcome;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "hold",
        description = "Keeps a snapshot, or all of a component's, whatever the rules say.",
        mixinStandardHelpOptions = true)
final class HoldCommand implements Callable<Integer> {

    @Mixin
    private Backups backups;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "SNAPSHOT", description = "Which one (default: all of --component).")
    private @Nullable String snapshot;

    @Option(names = "--reason", required = true, description = "What for.")
    private String reason;

    @Option(names = "--by", description = "Who (default: the user's name). One hold each.")
    private @Nullable String by;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Such as 2026-03-01T00:00:00Z (default: until it is released).")
    private @Nullable String until;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    HoldCommand() {}

    @Override
    public Integer call() throws Exception {
        checkId(spec, snapshot);
        Hold hold = new Hold(snapshot, who(by), reason, Clock.systemUTC().instant(), until());
        return backups.with(snapshot, (manager, group) -> {
            manager.hold(group, hold);
            return Report.print(spec.commandLine(), new BackupOutcome.Held(hold));
        });
    }

    static String who(@Nullable String by) {
        return by == null ? System.getProperty("user.name", "somebody") : by;
    }

    static void checkId(CommandSpec spec, @Nullable String snapshot) {
        if (snapshot != null && !SnapshotId.isValid(snapshot)) {
            throw new ParameterException(spec.commandLine(), "'" + snapshot + "' is no id of a snapshot");
        }
    }

    private @Nullable Instant until() {
        try {
            return until == null ? null : Instant.parse(until);
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(), "'" + until + "' is no time: write it as 2026-03-01T00:00:00Z", e);
        }
    }
}
