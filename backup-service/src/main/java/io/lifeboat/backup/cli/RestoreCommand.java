package io.lifeboat.backup.cli;

import io.lifeboat.backup.repository.SnapshotId;
import io.lifeboat.backup.snapshot.BackupOutcome;
import io.lifeboat.backup.snapshot.RestoreRequest;
import io.lifeboat.backup.wal.Lsn;
import io.lifeboat.backup.wal.RecoveryTarget;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "restore",
        description =
                "Puts a snapshot in its place. What was there is kept beside it. One that was interrupted goes on from what is there already.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

    @Mixin
    private Backups backups;

    @Mixin
    private Quiet quiet;

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(names = "--force", description = "Also where something is there already.")
    private boolean force;

    @Option(
            names = "--target",
            paramLabel = "DIR",
            description =
                    "Into this folder instead of its place; nothing of the hosts is touched. What has several sources lies in it as HOST/path.")
    private @Nullable Path target;

    @Option(
            names = "--only",
            paramLabel = "PATH",
            description = "This file or folder of it, as ls shows it: HOST:/path, or /path if one host alone has it.")
    private @Nullable String only;

    @Option(
            names = "--consistent-set",
            description =
                    "Also the database that goes with it, as it was when the snapshot was taken. Nothing is replaced unless both can be.")
    private boolean consistentSet;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    RestoreCommand() {}

    /** One of both must be said: nobody restores by leaving something out. */
    private static final class Which {
        @SuppressWarnings("UnusedVariable") // without it, the snapshot is named
        @Option(names = "--latest", required = true, description = "The newest that is whole.")
        private boolean latest;

        @Option(names = "--backup-id", required = true, paramLabel = "SNAPSHOT", description = "This one.")
        private @Nullable String snapshot;

        @Option(
                names = "--to-time",
                required = true,
                paramLabel = "TIME",
                description =
                        "As it was then, such as 2026-03-01T02:00:00Z. A database needs the WAL since its snapshot for it.")
        private @Nullable Instant time;

        @Option(
                names = "--to-lsn",
                required = true,
                paramLabel = "LSN",
                description = "A database up to that position of its WAL, such as 16/B374D848.")
        private @Nullable String lsn;

        @Option(
                names = "--to-xid",
                required = true,
                paramLabel = "XID",
                description = "A database up to the end of that transaction.")
        private @Nullable Long xid;

        RecoveryTarget target() {
            if (time != null) {
                return new RecoveryTarget.Time(time);
            }
            if (lsn != null) {
                return new RecoveryTarget.Position(Lsn.parse(lsn));
            }
            return xid == null ? new RecoveryTarget.Latest() : new RecoveryTarget.Transaction(xid);
        }
    }

    @Override
    public Integer call() throws Exception {
        String snapshot = which.snapshot;
        if (snapshot != null && !SnapshotId.isValid(snapshot)) {
            throw new ParameterException(spec.commandLine(), "'" + snapshot + "' is no id of a snapshot");
        }
        RecoveryTarget to;
        try {
            to = which.target();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        if (consistentSet) {
            return consistent(snapshot, to);
        }
        RestoreRequest request = new RestoreRequest(snapshot, to, force, target, only);
        return Report.print(
                spec.commandLine(),
                backups.with(
                        snapshot,
                        (manager, group) -> quiet.run(spec, manager, watched -> watched.restore(group, request))),
                where());
    }

    private String where() {
        return target == null ? "their place" : target.toString();
    }

    private int consistent(@Nullable String snapshot, RecoveryTarget to) throws Exception {
        if (to instanceof RecoveryTarget.Position || to instanceof RecoveryTarget.Transaction) {
            throw new ParameterException(
                    spec.commandLine(), "--consistent-set goes with --latest, --backup-id or --to-time");
        }
        if (target != null || only != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--consistent-set puts all of both in their places: it goes without --target and --only");
        }
        Instant before = to instanceof RecoveryTarget.Time time ? time.at() : null;
        List<BackupOutcome> outcomes = backups.with(
                snapshot, (manager, group) -> backups.restoreConsistent(manager, group, snapshot, before, force));
        int status = 0;
        for (BackupOutcome outcome : outcomes) {
            status = Math.max(status, Report.print(spec.commandLine(), outcome, where()));
        }
        return status;
    }
}
