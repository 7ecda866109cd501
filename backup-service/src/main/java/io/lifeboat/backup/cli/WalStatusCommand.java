package io.lifeboat.backup.cli;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.PlainJson;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.wal.WalStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description = "How far the WAL reaches in each place, and what is missing in between.",
        mixinStandardHelpOptions = true)
final class WalStatusCommand implements Callable<Integer> {

    @Mixin
    private Backups backups;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "For a machine.")
    private boolean json;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    WalStatusCommand() {}

    @Override
    public Integer call() throws Exception {
        List<WalStatus.Line> lines = new ArrayList<>();
        int status = backups.eachPlaces(places -> {
            Depot depot = Depot.open(places.stores(), backups.encryption());
            int worst = Report.failures(spec.commandLine(), depot);
            for (Repository repository : depot.repositories()) {
                try {
                    WalStatus.of(repository).stream()
                            .filter(line -> !lines.contains(line))
                            .forEach(lines::add);
                } catch (DamagedException e) {
                    spec.commandLine().getErr().println(e.getMessage());
                    worst = Math.max(worst, BackupCli.DAMAGED);
                }
            }
            return worst;
        });
        if (json) {
            spec.commandLine().getOut().println(new String(PlainJson.write(lines), StandardCharsets.UTF_8));
        } else {
            lines.forEach(this::print);
        }
        if (lines.isEmpty()) {
            spec.commandLine().getErr().println("there is no WAL in any place");
            return Math.max(status, BackupCli.NOTHING_FOUND);
        }
        return status;
    }

    private void print(WalStatus.Line line) {
        spec.commandLine()
                .getOut()
                .printf(
                        "%s: cluster %s, timeline %d: %s to %s, last byte of %s, %d objects, %d bytes%n",
                        line.place(),
                        line.systemId(),
                        line.timeline(),
                        line.first(),
                        line.last(),
                        line.lastAt(),
                        line.objects(),
                        line.bytes());
        line.gaps().forEach(gap -> spec.commandLine().getOut().printf("  missing: %s%n", gap));
    }
}
