package io.lifeboat.backup.cli;

import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.snapshot.BackupOutcome;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine;

/** An outcome in a line, and as an exit status. */
final class Report {

    private static final double MILLIS = 1000;

    private Report() {}

    /** Why places can't be worked with. */
    static int failures(CommandLine line, Depot depot) {
        int status = 0;
        for (IOException failure : depot.failures().values()) {
            line.getErr().println(failure.getMessage());
            status = Math.max(status, BackupCli.status(failure));
        }
        return status;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }

    static int print(CommandLine line, BackupOutcome outcome) {
        return print(line, outcome, "their place");
    }

    /** @param where restored files are */
    static int print(CommandLine line, BackupOutcome outcome, String where) {
        return switch (outcome) {
            case BackupOutcome.Taken taken -> {
                line.getOut()
                        .printf(
                                "%s: %d files, %d bytes, in %s%n",
                                taken.snapshot(), taken.files(), taken.bytes(), taken.places());
                yield 0;
            }
            case BackupOutcome.Verified verified -> {
                line.getOut()
                        .printf(
                                "%s: %d files are whole in %s%n",
                                verified.snapshot(), verified.files(), verified.places());
                yield 0;
            }
            case BackupOutcome.Restored restored -> {
                line.getOut()
                        .printf(
                                "%s: %d files, %d bytes of %s are in %s, from %s%n",
                                restored.snapshot(),
                                restored.files(),
                                restored.bytes(),
                                restored.takenAt(),
                                where,
                                restored.place());
                restored.replaced().forEach(kept -> line.getOut().println("what was there is kept: " + kept));
                if (!restored.detail().isEmpty()) {
                    line.getOut().println(restored.detail());
                }
                yield 0;
            }
            case BackupOutcome.Held held -> {
                line.getOut()
                        .printf(
                                "held: %s, until %s%n",
                                held.hold().snapshot() == null
                                        ? "all that there is"
                                        : held.hold().snapshot(),
                                held.hold().until() == null
                                        ? "it is released"
                                        : held.hold().until());
                yield 0;
            }
            case BackupOutcome.Released released -> {
                if (released.wasHeld()) {
                    line.getOut().println("released");
                    yield 0;
                }
                line.getErr().println(released.by() + " holds no such thing");
                yield BackupCli.NOTHING_FOUND;
            }
            case BackupOutcome.DrillPassed passed -> {
                line.getOut()
                        .printf(
                                "%s: can be restored from %s in %.1f s (the middle of the last drills: %.1f s, the longest: %.1f s%s)%n%s%n",
                                passed.snapshot(),
                                passed.place(),
                                seconds(passed.took()),
                                seconds(passed.median()),
                                seconds(passed.worst()),
                                passed.rto() == null
                                        ? ""
                                        : "; it may take " + passed.rto().toSeconds() + " s",
                                passed.detail());
                yield 0;
            }
            case BackupOutcome.DrillFailed failed -> {
                String of = failed.snapshot() == null ? "no snapshot" : failed.snapshot();
                failed.findings().forEach(finding -> line.getErr().println(of + ": " + finding));
                yield BackupCli.status(failed.cause());
            }
            case BackupOutcome.Failed failed -> {
                line.getErr()
                        .printf(
                                "%s: %s%s%n",
                                failed.snapshot() == null ? "no snapshot" : failed.snapshot(),
                                failed.reason(),
                                failed.committedIn().isEmpty() ? "" : "; it is whole in " + failed.committedIn());
                yield BackupCli.status(failed.cause());
            }
        };
    }
}
