package io.lifeboat.catalog;

import java.util.Map;

/** What a catalog says of backups, and of the hosts that they are of. */
public record BackupCatalog(Map<String, BackupGroup> backups, Map<String, Host> hosts) {

    public BackupCatalog {
        backups = Map.copyOf(backups);
        hosts = Map.copyOf(hosts);
    }
}
