package io.lifeboat.backup;

import io.lifeboat.backup.configuration.BackupManager;
import io.lifeboat.backup.repository.Places;
import io.lifeboat.backup.repository.SnapshotStore;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Catalog;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/** The backup manager over the places of the catalog. */
@Singleton
class BackupBeans {

    static {
        // The checksums that the SDK adds by default are refused by many S3-compatible stores; ours are read back.
        System.setProperty("aws.requestChecksumCalculation", "WHEN_REQUIRED");
        System.setProperty("aws.responseChecksumValidation", "WHEN_REQUIRED");
    }

    @Produces
    @Singleton
    BackupManager manager(Catalog catalog, Clock clock, BackupConfig config, Instance<S3Client> s3) {
        BackupGroup group = catalog.backups().get(BackupManager.GROUP);
        try {
            List<SnapshotStore> stores =
                    group == null ? List.of() : Places.open(group.places(), config.places(), s3::get);
            return new BackupManager(stores, catalog.hosts(), clock, config.patience());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }
}
