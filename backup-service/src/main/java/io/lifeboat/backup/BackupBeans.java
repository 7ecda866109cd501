package io.lifeboat.backup;

import io.lifeboat.backup.drill.DrillSettings;
import io.lifeboat.backup.drill.Drills;
import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.repository.Places;
import io.lifeboat.backup.snapshot.BackupManager;
import io.lifeboat.catalog.Catalog;
import io.lifeboat.sql.SqlClient;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import software.amazon.awssdk.services.s3.S3Client;

/** The backup manager over the places of the catalog. The environment is read here, at the edge: secrets may be in it. */
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
        try {
            return new BackupManager(
                    Places.open(catalog.backups().values(), config.places(), s3::get),
                    Encryption.of(config.key().orElse(null), config.encryption(), System.getenv()),
                    catalog.hosts(),
                    new SqlClient(System.getenv()),
                    clock,
                    config.patience());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    @Produces
    @Singleton
    Drills drills(BackupManager manager, Catalog catalog, Clock clock, BackupConfig config) {
        DrillSettings settings = new DrillSettings(
                Path.of(config.drill().folder()),
                config.drill().programs(),
                config.drill().within());
        return new Drills(manager, catalog.hosts(), catalog.components(), settings, clock);
    }
}
