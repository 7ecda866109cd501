package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.wal.RecoveryTarget;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same restore as in an emergency, by the same code, to hosts that are folders in one place. */
public final class ScratchRestore {

    private final Map<String, Host> hosts = new HashMap<>();

    /** @param folder in which every host has a folder of its own */
    public ScratchRestore(Map<String, Host> real, Path folder) {
        real.forEach((id, host) -> hosts.put(
                id,
                new Host(
                        id,
                        host.address(),
                        host.ports(),
                        host.ssh(),
                        folder.resolve(id),
                        host.supervisor(),
                        host.databases())));
    }

    /** Where a path of a host has come to lie. */
    public @Nullable Path resolve(String host, String path) {
        Host there = hosts.get(host);
        return there == null ? null : there.resolve(path);
    }

    public BackupOutcome restore(BackupGroup group, Depot depot, String snapshot, RecoveryTarget to)
            throws IOException {
        for (BackupGroup.Source source : group.sources()) {
            Path target = resolve(source.host(), source.path());
            if (target != null) {
                Files.createDirectories(target.resolveSibling(""));
            }
        }
        return Restorer.scratch(hosts).restore(group, depot, RestoreRequest.inPlace(snapshot, to, false));
    }
}
