package io.lifeboat.backup;

import io.lifeboat.backup.snapshot.BotFiles;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Catalog;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

public class TestCatalog {

    @Produces
    @Singleton
    public Catalog catalog() {
        return new Catalog(
                Map.of(),
                BotFiles.hosts(BackupResource.bot()),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(
                        BotFiles.GROUP,
                        BotFiles.group(),
                        "database",
                        new BackupGroup("database", "Database Backups", null, List.of(), List.of(), List.of(), null),
                        "trading-data",
                        tradingData()),
                Map.of(),
                "test");
    }

    /** Whose state is not there until a test makes it. */
    private static BackupGroup tradingData() {
        return new BackupGroup(
                "trading-data",
                "Trading Data",
                null,
                List.of(new BackupGroup.Source("trading-server", "/state")),
                List.of(),
                List.of(new BackupGroup.Kind(
                        "synchronization-to-standby",
                        BackupGroup.Frequency.CONTINUOUS,
                        null,
                        null,
                        null,
                        new BackupGroup.StandbyCopy("api-server", "/copy-of-the-state", "trading-engine"))),
                null);
    }
}
