package io.lifeboat.backup.wal;

import io.lifeboat.backup.BackupConfig;
import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.repository.Places;
import io.lifeboat.backup.store.ObjectStore;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Component;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.SecretRef;
import io.lifeboat.event.BackupEvent;
import io.lifeboat.messaging.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.s3.S3Client;

/** Receives the WAL of every database in the catalog's backups, if there is a login for it. One replica does at a time: the slot allows no other. */
@ApplicationScoped
public class WalService {

    private static final Logger LOG = Logger.getLogger(WalService.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Catalog catalog;
    private final Clock clock;
    private final BackupConfig config;
    private final Instance<S3Client> s3;
    private final Outbox outbox;
    private final MeterRegistry registry;
    private final Event<SnapshotNeeded> needed;
    private final Map<String, WalLoops> running = new LinkedHashMap<>();

    WalService(
            Catalog catalog,
            Clock clock,
            BackupConfig config,
            Instance<S3Client> s3,
            Outbox outbox,
            MeterRegistry registry,
            Event<SnapshotNeeded> needed) {
        this.catalog = catalog;
        this.clock = clock;
        this.config = config;
        this.s3 = s3;
        this.outbox = outbox;
        this.registry = registry;
        this.needed = needed;
    }

    void start(@Observes StartupEvent event) {
        if (config.wal().user().isEmpty()) {
            return;
        }
        for (BackupGroup group : catalog.backups().values()) {
            for (BackupGroup.Source source : group.sources()) {
                if (source.isCluster()) {
                    start(group, source);
                }
            }
        }
    }

    void stop(@Observes ShutdownEvent event) {
        running.values().forEach(WalLoops::stop);
    }

    /** How it goes, by the backup's id; empty where it is off. */
    public Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        running.forEach((group, loops) -> states.put(group, loops.describe()));
        return states;
    }

    private void start(BackupGroup group, BackupGroup.Source source) {
        try {
            Host host = catalog.hosts().get(source.host());
            Host.Database database = host == null ? null : host.databases().get(String.valueOf(source.database()));
            if (host == null || database == null) {
                throw new IOException(source.host() + ": the catalog knows no database '" + source.database() + "'");
            }
            WalPipeline pipeline = pipeline(group, login(host, database));
            Component component = catalog.components().get(group.id());
            Duration objective = component == null ? null : component.rpo();
            WalWatch watch = new WalWatch(group.id(), objective, pipeline, this::publish);
            ServerWatch server = new ServerWatch(group.id(), objective, this::publish);
            GapWatch gaps = new GapWatch(group.id(), pipeline, needed::fire);
            Consumer<Instant> looks = now -> {
                watch.look(now);
                gaps.look(now);
            };
            WalLoops loops = new WalLoops(pipeline, clock, config.wal().heartbeatEvery(), group.id(), looks, server);
            new WalMetrics(registry)
                    .add(group.id(), pipeline, watch, server, config.wal().slot());
            loops.start();
            running.put(group.id(), loops);
        } catch (IOException | IllegalArgumentException e) {
            LOG.errorf("WAL of %s is not received: %s", group.id(), e.getMessage());
        }
    }

    private PgWalServer.Login login(Host host, Host.Database database) throws IOException {
        String password = config.wal().password().isEmpty()
                ? ""
                : SecretRef.parse(config.wal().password().get())
                        .resolve(System.getenv())
                        .strip();
        return new PgWalServer.Login(
                host.address(),
                database.port(),
                database.name(),
                config.wal().user().orElseThrow(),
                password,
                TIMEOUT);
    }

    private WalPipeline pipeline(BackupGroup group, PgWalServer.Login login) throws IOException {
        Encryption encryption = Encryption.of(config.key().orElse(null), config.encryption(), System.getenv());
        List<ObjectStore> stores = Places.open(group.places(), config.places(), s3::get);
        return WalPipeline.open(
                login,
                config.wal().slot(),
                new WalPipeline.To(
                        stores,
                        encryption,
                        config.wal().localEvery(),
                        config.wal().offsiteEvery()),
                Path.of(config.wal().spool(), group.id()),
                config.wal().spoolLimit().asLongValue());
    }

    /** What can't be published now is measured again soon. */
    private void publish(BackupEvent event) {
        QuarkusTransaction.requiringNew().run(() -> outbox.append(event));
    }
}
