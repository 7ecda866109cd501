package io.lifeboat.sandbox.stack;

import io.lifeboat.embedded.PortLeases;
import io.lifeboat.embedded.PostgresServer;
import io.lifeboat.embedded.S3Server;
import io.lifeboat.sandbox.replica.ReplicationRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Kafka, PostgreSQL, S3 and SMTP, and the four services on them. Shares none of them with the bot.
 *
 * <p>Everything lies in the work folder. {@link #close} may be called at any moment, also while it starts.
 */
public final class LifeboatStack implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    /** While a JVM writes down what it loads, it takes several times as long. */
    private static final Duration TRAINED_WITHIN = Duration.ofMinutes(5);

    private static final Duration ENDED_WITHIN = Duration.ofMinutes(3);
    private static final int KEY_BYTES = 32;

    private final StackLayout layout;
    private final PortLeases ports;
    private final Processes processes = new Processes();
    private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
    private final Servers servers;

    /** Starts nothing yet. */
    public LifeboatStack(StackLayout layout, PortLeases ports) {
        this.layout = layout;
        this.ports = ports;
        this.servers = new Servers(layout, ports);
    }

    /** Where Kafka listens, or will. */
    public String bootstrapServers() {
        return servers.bootstrapServers();
    }

    public void startServers() {
        servers.start();
    }

    /** @param catalog the folder that all four read */
    public void startServices(Path catalog) {
        for (Service service : Service.values()) {
            services.put(service, startReplica(service, catalog, 1));
        }
    }

    /**
     * One more of a service, beside those that there are.
     *
     * @param number from 1; what names it on the record
     */
    public ServiceProcess startReplica(Service service, Path catalog, int number) {
        return startReplica(service, catalog, number, Footprint.SMALL);
    }

    /** As {@link #startReplica(Service, Path, int)}, with more or less of the machine. */
    public ServiceProcess startReplica(Service service, Path catalog, int number, Footprint footprint) {
        Map<String, String> environment = environment(service, catalog);
        environment.put("LIFEBOAT_INSTANCE", service.id() + "-" + number);
        try {
            return new ServiceProcess(service, ports.getAsInt(), layout, footprint, environment, processes);
        } catch (IOException e) {
            throw new UncheckedIOException(service.id() + " did not start", e);
        }
    }

    /** @throws IllegalStateException naming the service that is not ready, and its log */
    public void awaitReady() {
        Duration within = layout.training() ? TRAINED_WITHIN : READY_WITHIN;
        long deadline = System.nanoTime() + within.toNanos();
        for (ServiceProcess service : services.values()) {
            while (!isReady(service)) {
                if (!service.isAlive()) {
                    throw new IllegalStateException(service.service().id() + " ended while it started: "
                            + lastLine(service.log()) + "\n(the whole log: " + service.log() + ")");
                }
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(service.service().id() + " is not ready after " + within.toSeconds()
                            + " s: " + service.log() + " says why");
                }
                pause();
            }
        }
    }

    /** All four, gracefully, however long that takes. */
    public void endServices() {
        if (!processes.end(ENDED_WITHIN)) {
            throw new IllegalStateException(
                    "a service did not end within " + ENDED_WITHIN.toSeconds() + " s: " + layout.work() + " says why");
        }
    }

    public static boolean isReady(ServiceProcess service) {
        return Http.isOk(service.url().resolve("/q/health/ready"));
    }

    public ServiceProcess service(Service service) {
        ServiceProcess process = services.get(service);
        if (process == null) {
            throw new IllegalStateException(service.id() + " was not started");
        }
        return process;
    }

    public Servers servers() {
        return servers;
    }

    /** The services first, so that none of them reports that its servers have gone. */
    @Override
    public void close() {
        try {
            processes.close();
        } finally {
            servers.close();
        }
    }

    /** What the backups' command line must be told to reach what the service has written. With the secret of the S3 server. */
    public Map<String, String> backups(Path catalog) {
        return Map.of(
                "LIFEBOAT_CATALOG",
                catalog.toString(),
                "LIFEBOAT_BACKUP_PLACES_LOCAL",
                folder("backups"),
                "LIFEBOAT_BACKUP_KEY",
                "file:" + backupKey(),
                "QUARKUS_S3_ENDPOINT_OVERRIDE",
                servers.s3().endpoint().toString(),
                "QUARKUS_S3_PATH_STYLE_ACCESS",
                "true",
                "QUARKUS_S3_AWS_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                S3Server.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                S3Server.SECRET_KEY);
    }

    private Map<String, String> environment(Service service, Path catalog) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "LIFEBOAT_CATALOG", catalog.toString(),
                "KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers()));
        if (service.hasDatabase()) {
            environment.put("QUARKUS_DATASOURCE_JDBC_URL", servers.postgres().jdbcUrl(service.database()));
            environment.put("QUARKUS_DATASOURCE_USERNAME", PostgresServer.USER);
            environment.put("QUARKUS_DATASOURCE_PASSWORD", layout.databasePassword());
            // While a whole bot and all services start on one machine, its database may be slow to let them in.
            environment.put("QUARKUS_DATASOURCE_JDBC_ACQUISITION_TIMEOUT", "20");
        }
        if (service == Service.BACKUP) {
            environment.putAll(backups(catalog));
        }
        if (service == Service.BACKUP && layout.wal()) {
            environment.put("LIFEBOAT_BACKUP_WAL_USER", ReplicationRole.NAME);
            environment.put("LIFEBOAT_BACKUP_WAL_PASSWORD", "file:" + layout.replicationPassword());
            environment.put("LIFEBOAT_BACKUP_WAL_SPOOL", folder("wal"));
        }
        environment.putAll(
                switch (service) {
                    case DETECTOR ->
                        Map.of(
                                "LIFEBOAT_DETECTOR_STATE",
                                folder("detector-state"),
                                "LIFEBOAT_DETECTOR_CONFIRM_EVERY",
                                "25ms");
                    case RECOVERY ->
                        Map.of(
                                "LIFEBOAT_RECOVERY_OPERATOR_TOKEN",
                                layout.operatorToken(),
                                "LIFEBOAT_RECOVERY_STATE",
                                folder("recovery-state"));
                    // Its servers are no Debian ones, and each demo would wait for a restore.
                    case BACKUP -> Map.of("LIFEBOAT_BACKUP_DRILL_SCHEDULED", "false");
                    case NOTIFIER ->
                        Map.of(
                                "QUARKUS_MAILER_HOST",
                                "127.0.0.1",
                                "QUARKUS_MAILER_PORT",
                                String.valueOf(servers.mail().port()));
                });
        return environment;
    }

    private String folder(String name) {
        try {
            return Files.createDirectories(layout.work().resolve(name)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("can't make the folder " + name, e);
        }
    }

    private Path backupKey() {
        Path file = layout.backupKey();
        if (Files.exists(file)) {
            return file;
        }
        try {
            folder("keys");
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, Base64.getEncoder().encodeToString(key));
        } catch (IOException e) {
            throw new UncheckedIOException("can't make the backups' key " + file, e);
        }
    }

    private static String lastLine(Path log) {
        try {
            return Files.readAllLines(log).reversed().stream()
                    .filter(line -> line.contains("can't start:"))
                    .findFirst()
                    .orElse("without a word");
        } catch (IOException e) {
            return "its log can't be read";
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the services start", e);
        }
    }
}
