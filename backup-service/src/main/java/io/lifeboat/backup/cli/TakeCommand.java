package io.lifeboat.backup.cli;

import io.lifeboat.backup.expiry.Expired;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "take",
        description = "Takes a snapshot to every place, and reads it back.",
        mixinStandardHelpOptions = true)
final class TakeCommand implements Callable<Integer> {

    @Mixin
    private Backups backups;

    @Mixin
    private Quiet quiet;

    @Spec
    private CommandSpec spec;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    TakeCommand() {}

    @Override
    public Integer call() throws Exception {
        return backups.with(null, (manager, group) -> {
            int status = Report.print(spec.commandLine(), quiet.run(spec, manager, watched -> watched.take(group)));
            if (status == 0) {
                // As after a scheduled one. The snapshot is taken, whatever comes of this.
                for (Expired one : manager.expire(group, false)) {
                    if (one.failure() != null) {
                        spec.commandLine()
                                .getErr()
                                .println("not expired: " + one.failure().getMessage());
                    }
                    one.removed()
                            .forEach(id ->
                                    spec.commandLine().getOut().printf("%s: has expired in %s%n", id, one.place()));
                }
            }
            return status;
        });
    }
}
