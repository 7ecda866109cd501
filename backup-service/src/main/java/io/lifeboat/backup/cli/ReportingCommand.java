package io.lifeboat.backup.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that tells something of the backups, to a person or a machine. */
abstract class ReportingCommand implements Callable<Integer> {

    @Mixin
    Backups backups;

    @Spec
    CommandSpec spec;

    @Option(names = "--json", description = "For a machine.")
    boolean json;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    ReportingCommand() {}
}
