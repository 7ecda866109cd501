package io.lifeboat.backup.cli;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
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

    @Option(
            names = "--offset",
            paramLabel = "BYTE",
            description = "From this byte on: then only what is asked for is fetched, and the SHA-256 is not compared.")
    private @Nullable Long offset;

    @Option(names = "--length", paramLabel = "BYTES", description = "At most so many.")
    private @Nullable Long length;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    CatCommand() {}

    @Override
    public Integer call() throws Exception {
        HoldCommand.checkId(spec, snapshot);
        if ((offset != null && offset < 0) || (length != null && length < 0)) {
            throw new ParameterException(spec.commandLine(), "--offset and --length are 0 or more");
        }
        OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
        backups.with(snapshot, (manager, group) -> {
            if (offset == null && length == null) {
                manager.copyFile(group, snapshot, path, out);
            } else {
                manager.copyPart(
                        group,
                        snapshot,
                        path,
                        offset == null ? 0 : offset,
                        length == null ? Long.MAX_VALUE : length,
                        out);
            }
            return 0;
        });
        out.flush();
        return 0;
    }
}
