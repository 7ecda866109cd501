package io.lifeboat.backup.cli;

import io.lifeboat.backup.drill.DrillSettings;
import io.lifeboat.backup.drill.Drills;
import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.key.WrongKeyException;
import io.lifeboat.backup.repository.NoSnapshotException;
import io.lifeboat.backup.repository.Places;
import io.lifeboat.backup.snapshot.BackupManager;
import io.lifeboat.backup.snapshot.BackupOutcome;
import io.lifeboat.backup.snapshot.ConsistentSet;
import io.lifeboat.backup.snapshot.WrongUsageException;
import io.lifeboat.backup.store.ObjectStore;
import io.lifeboat.catalog.BackupCatalog;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.BackupGroup.Place;
import io.lifeboat.catalog.CatalogException;
import io.lifeboat.catalog.CatalogLoader;
import io.lifeboat.catalog.Component;
import io.lifeboat.sql.SqlClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The catalog's backups, and the manager over their places, from the same environment variables as the service's. */
final class Backups {

    private static final String PLACE = "LIFEBOAT_BACKUP_PLACES_";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration DRILL = Duration.ofHours(1);

    private final Map<String, String> environment;

    @Option(
            names = "--catalog",
            paramLabel = "DIR",
            description = "The catalog's folder (default: LIFEBOAT_CATALOG, or catalog).")
    private @Nullable Path catalog;

    @Option(
            names = "--component",
            paramLabel = "COMPONENT",
            description = "What the catalog's backups call it (default: that of the named snapshot, or configuration).")
    private @Nullable String component;

    Backups(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What is to be done with the group. */
    interface Work<R> {
        R on(BackupManager manager, BackupGroup group) throws Exception;
    }

    /** @param snapshot if it is named, and the component is not: that which has it */
    <R> R with(@Nullable String snapshot, Work<R> work) throws Exception {
        BackupCatalog loaded = catalog();
        try (LazyClient s3 = new LazyClient(environment)) {
            BackupManager manager = manager(loaded, s3);
            return work.on(manager, group(loaded, manager, snapshot));
        }
    }

    /** Places that hold the same backups, and the components that are kept there. */
    record PlaceSet(List<ObjectStore> stores, List<String> components) {
        PlaceSet {
            stores = List.copyOf(stores);
            components = List.copyOf(components);
        }
    }

    interface PlaceWork {
        int on(PlaceSet places) throws Exception;
    }

    /** @return the worst of the statuses */
    int eachPlaces(PlaceWork work) throws Exception {
        BackupCatalog loaded = catalog();
        int status = 0;
        try (LazyClient s3 = new LazyClient(environment)) {
            Map<List<Place>, List<String>> components = new LinkedHashMap<>();
            for (BackupGroup group : groups(loaded)) {
                components
                        .computeIfAbsent(group.places(), places -> new ArrayList<>())
                        .add(group.id());
            }
            for (Map.Entry<List<Place>, List<String>> one : components.entrySet()) {
                List<ObjectStore> stores = Places.open(one.getKey(), overrides(), s3::get);
                status = Math.max(status, work.on(new PlaceSet(stores, one.getValue())));
            }
            return status;
        }
    }

    /** Every component that this service keeps, one after the other. */
    interface GroupWork {
        int on(BackupManager manager, BackupGroup group) throws Exception;
    }

    /** @return the worst of the statuses */
    int each(GroupWork work) throws Exception {
        BackupCatalog loaded = catalog();
        try (LazyClient s3 = new LazyClient(environment)) {
            BackupManager manager = manager(loaded, s3);
            int status = 0;
            for (BackupGroup group : groups(loaded)) {
                status = Math.max(status, work.on(manager, group));
            }
            return status;
        }
    }

    /** What the drills of the component have shown, and one more. */
    Drills drills(BackupManager manager) throws IOException {
        String folder = environment.get("LIFEBOAT_BACKUP_DRILL_FOLDER");
        DrillSettings settings = new DrillSettings(
                folder == null ? Path.of(System.getProperty("java.io.tmpdir"), "lifeboat-drills") : Path.of(folder),
                environment.getOrDefault("LIFEBOAT_BACKUP_DRILL_PROGRAMS", DrillSettings.DEBIAN),
                DRILL);
        return new Drills(manager, catalog().hosts(), components(), settings, Clock.systemUTC());
    }

    /** How soon each must work again. A mistake elsewhere in the catalog hides that, and keeps nobody from the data. */
    private Map<String, Component> components() {
        try {
            return CatalogLoader.load(folder()).components();
        } catch (CatalogException e) {
            return Map.of();
        }
    }

    /**
     * The files' snapshot, and the database as it was then.
     *
     * @throws IllegalArgumentException if the catalog knows no database that goes with the files
     */
    List<BackupOutcome> restoreConsistent(
            BackupManager manager, BackupGroup files, @Nullable String snapshot, @Nullable Instant before, boolean over)
            throws IOException {
        BackupCatalog loaded = catalog();
        BackupGroup database = ConsistentSet.databaseOf(files, loaded.backups())
                .orElseThrow(() -> new IllegalArgumentException(
                        "the catalog has no database that goes with %s ('consistent-with')".formatted(files.id())));
        return new ConsistentSet(manager, loaded.hosts()).restore(files, database, snapshot, before, over);
    }

    Map<String, String> environment() {
        return environment;
    }

    private BackupCatalog catalog() throws IOException {
        return CatalogLoader.backups(folder());
    }

    private Path folder() {
        return catalog == null ? Path.of(environment.getOrDefault("LIFEBOAT_CATALOG", "catalog")) : catalog;
    }

    private BackupManager manager(BackupCatalog loaded, LazyClient s3) throws WrongKeyException {
        return new BackupManager(
                Places.open(loaded.backups().values(), overrides(), s3::get),
                encryption(),
                loaded.hosts(),
                new SqlClient(environment),
                Clock.systemUTC(),
                PATIENCE);
    }

    private static List<BackupGroup> groups(BackupCatalog loaded) {
        return loaded.backups().values().stream()
                .filter(BackupGroup::isTakenHere)
                .sorted(Comparator.comparing(BackupGroup::id))
                .toList();
    }

    private BackupGroup group(BackupCatalog loaded, BackupManager manager, @Nullable String snapshot)
            throws IOException {
        List<BackupGroup> groups = groups(loaded);
        if (component == null && snapshot != null) {
            return holder(groups, manager, snapshot);
        }
        String wanted = component == null ? "configuration" : component;
        return groups.stream()
                .filter(group -> group.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new WrongUsageException(
                        "the catalog has no backup '%s' with sources or a known server; it has %s"
                                .formatted(
                                        wanted,
                                        groups.stream().map(BackupGroup::id).toList())));
    }

    /** That which has the snapshot. What can't be asked may have it: then nobody says that there is none. */
    private static BackupGroup holder(List<BackupGroup> groups, BackupManager manager, String snapshot)
            throws IOException {
        @Nullable IOException failure = null;
        for (BackupGroup group : groups) {
            try {
                if (manager.snapshots(group.id()).contains(snapshot)) {
                    return group;
                }
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        throw failure == null
                ? NoSnapshotException.of(groups.stream().map(BackupGroup::id).toList(), snapshot)
                : failure;
    }

    /** Whether one component was named. */
    boolean isOne() {
        return component != null;
    }

    /** @throws WrongKeyException if what is configured is none */
    Encryption encryption() throws WrongKeyException {
        try {
            return Encryption.of(environment.get(Encryption.KEY), environment.get(Encryption.SWITCH), environment);
        } catch (IllegalArgumentException e) {
            throw new WrongKeyException(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> overrides() {
        return environment.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(PLACE))
                .collect(Collectors.toMap(
                        entry -> entry.getKey()
                                .substring(PLACE.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-'),
                        Map.Entry::getValue));
    }

    /** Made when a bucket is first used: who has only folders needs no keys. */
    private static final class LazyClient implements AutoCloseable {

        private final Map<String, String> environment;
        private @Nullable S3Client client;

        LazyClient(Map<String, String> environment) {
            this.environment = environment;
        }

        synchronized S3Client get() {
            S3Client made = client == null ? make() : client;
            client = made;
            return made;
        }

        @Override
        public synchronized void close() {
            if (client != null) {
                client.close();
            }
        }

        private S3Client make() {
            S3ClientBuilder builder = S3Client.builder()
                    .region(Region.of(environment.getOrDefault("QUARKUS_S3_AWS_REGION", "us-east-1")))
                    .forcePathStyle(Boolean.parseBoolean(environment.get("QUARKUS_S3_PATH_STYLE_ACCESS")))
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                    .httpClient(UrlConnectionHttpClient.builder()
                            .connectionTimeout(Duration.ofSeconds(5))
                            .socketTimeout(PATIENCE)
                            .build());
            String endpoint = environment.get("QUARKUS_S3_ENDPOINT_OVERRIDE");
            return endpoint == null
                    ? builder.build()
                    : builder.endpointOverride(URI.create(endpoint)).build();
        }
    }
}
