package io.lifeboat.backup.cli;

import io.lifeboat.backup.repository.Depot;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "init",
        description = "Makes a repository in every place that has none, all under the same keys.",
        mixinStandardHelpOptions = true)
final class RepoInitCommand implements Callable<Integer> {

    @Mixin
    private Backups backups;

    @Spec
    private CommandSpec spec;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    RepoInitCommand() {}

    @Override
    public Integer call() throws Exception {
        return backups.eachPlaces(places -> {
            Depot depot = Depot.openOrCreate(
                    places.stores(), backups.encryption(), Clock.systemUTC().instant());
            depot.repositories()
                    .forEach(one -> spec.commandLine()
                            .getOut()
                            .println(one.name() + ": ready, "
                                    + (one.keys().isPresent() ? "encrypted" : "not encrypted")));
            return Report.failures(spec.commandLine(), depot);
        });
    }
}
