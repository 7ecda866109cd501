package io.lifeboat.backup.cli;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "cat",
        description = "Writes one file of a snapshot to the standard output, compared with its SHA-256.",
        mixinStandardHelpOptions = true)
final class CatCommand implements Callable<Integer> {

    @Mixin
    private Backups backups;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SNAPSHOT")
    private String snapshot;

    @Parameters(
            index = "1",
            paramLabel = "PATH",
            description = "As ls shows it: HOST:/path, or /path if that is unique.")
    private String path;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    CatCommand() {}

    @Override
    public Integer call() throws Exception {
        HoldCommand.checkId(spec, snapshot);
        OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
        backups.with(snapshot, (manager, group) -> {
            manager.copyFile(group, snapshot, path, out);
            return 0;
        });
        out.flush();
        return 0;
    }
}
