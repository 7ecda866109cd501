package io.lifeboat.backup.cli;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description =
                "Looks whether every place opens, and has what its snapshots name. Reads no pack: that is verify --all.",
        mixinStandardHelpOptions = true)
final class RepoCheckCommand implements Callable<Integer> {

    @Mixin
    private Backups backups;

    @Spec
    private CommandSpec spec;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    RepoCheckCommand() {}

    @Override
    public Integer call() throws Exception {
        return backups.eachPlaces(places -> {
            Depot depot = Depot.open(places.stores(), backups.encryption());
            int status = Report.failures(spec.commandLine(), depot);
            for (String place : depot.absent()) {
                spec.commandLine().getErr().println(place + ": there is no repository yet");
                status = Math.max(status, BackupCli.NOTHING_FOUND);
            }
            for (Repository repository : depot.repositories()) {
                status = Math.max(status, check(repository, places));
            }
            return status;
        });
    }

    private int check(Repository repository, Backups.PlaceSet places) throws IOException {
        int status = 0;
        try {
            repository.check();
        } catch (DamagedException e) {
            status = told(e);
        }
        Set<Hash> there = repository.packs();
        Set<Hash> needed = new HashSet<>();
        int snapshots = 0;
        for (String component : places.components()) {
            for (String id : repository.snapshots(component)) {
                snapshots++;
                try {
                    SnapshotManifest manifest = repository.manifest(component, id);
                    needed.addAll(manifest.packs());
                    for (Hash pack : manifest.packs()) {
                        if (!there.contains(pack) && !repository.has(pack)) {
                            throw new DamagedException(
                                    "%s: snapshot %s: pack %s is not there".formatted(repository.name(), id, pack));
                        }
                    }
                } catch (DamagedException e) {
                    status = told(e);
                }
            }
        }
        there.removeAll(needed);
        spec.commandLine()
                .getOut()
                .printf(
                        "%s: %d snapshots, %d packs, and %d that nothing needs%n",
                        repository.name(), snapshots, needed.size(), there.size());
        return status;
    }

    private int told(DamagedException e) {
        spec.commandLine().getErr().println(e.getMessage());
        return BackupCli.DAMAGED;
    }
}
