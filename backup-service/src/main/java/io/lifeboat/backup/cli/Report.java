package io.lifeboat.backup.cli;

import io.lifeboat.backup.configuration.BackupOutcome;
import picocli.CommandLine;

/** An outcome in a line, and as an exit status. */
final class Report {

    private Report() {}

    static int print(CommandLine line, BackupOutcome outcome) {
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
            case BackupOutcome.Failed failed -> {
                line.getErr()
                        .printf(
                                "%s: %s; it is whole in %s%n",
                                failed.snapshot() == null ? "no snapshot" : failed.snapshot(),
                                failed.reason(),
                                failed.committedIn());
                yield BackupCli.FAILED;
            }
        };
    }
}
