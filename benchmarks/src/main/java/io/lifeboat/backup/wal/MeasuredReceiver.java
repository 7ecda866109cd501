package io.lifeboat.backup.wal;

import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.store.FolderObjectStore;
import io.lifeboat.backup.store.ObjectStore;
import io.lifeboat.backup.store.S3ObjectStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Receives WAL as the backup service does, with the times that it has by default, and nothing else of it: a process that the
 * benchmark runs. It is in the package of the pipeline, which is nobody else's.
 */
@NullMarked
public final class MeasuredReceiver {

    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration LOCAL = Duration.ofSeconds(2);
    private static final Duration OFFSITE = Duration.ofSeconds(20);
    private static final long SPOOL = 8L << 30;

    private final Clock clock = Clock.systemUTC();
    private final List<ObjectStore> stores;
    private final Encryption encryption;
    private final WalPipeline pipeline;

    private MeasuredReceiver(Path folder, int port, String database, List<ObjectStore> stores) throws IOException {
        this.stores = stores;
        this.encryption = Encryption.of("file:" + folder.resolve("key"), "on", System.getenv());
        this.pipeline = WalPipeline.open(
                new PgWalServer.Login("127.0.0.1", port, database, "postgres", "", TIMEOUT),
                "measured",
                new WalPipeline.To(stores, encryption, LOCAL, OFFSITE),
                folder.resolve("spool"),
                SPOOL);
    }

    /** @param arguments a folder with a key, the server's port and database, for how many seconds, the bucket's endpoint and name */
    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        URI endpoint = URI.create(arguments[4]);
        try (S3Client s3 = client(endpoint);
                PrintWriter samples = new PrintWriter(Files.newBufferedWriter(folder.resolve("samples")))) {
            List<ObjectStore> stores = List.of(
                    new FolderObjectStore("local", folder.resolve("local")),
                    new S3ObjectStore("offsite", () -> s3, arguments[5], "bench"));
            new MeasuredReceiver(folder, Integer.parseInt(arguments[1]), arguments[2], stores)
                    .run(Duration.ofSeconds(Long.parseLong(arguments[3])), samples);
        }
    }

    private void run(Duration time, PrintWriter samples) throws IOException, InterruptedException {
        ServerWatch nobody = new ServerWatch("measured", null, event -> {});
        WalLoops loops = new WalLoops(pipeline, clock, HEARTBEAT, "measured", now -> {}, nobody);
        loops.start();
        try {
            Instant end = clock.instant().plus(time);
            for (Instant now = clock.instant(); now.isBefore(end); now = clock.instant()) {
                for (WalPlace place : pipeline.places()) {
                    sample(place, now, samples);
                }
                TimeUnit.MILLISECONDS.sleep(EVERY.toMillis());
            }
        } finally {
            loops.stop();
            System.err.println(loops.describe());
        }
        for (int place = 0; place < stores.size(); place++) {
            compare(pipeline.places().get(place), stores.get(place));
        }
    }

    /** A line: when, where, the milliseconds that would be lost (-1 where nobody knows), up to which byte there is WAL. */
    private void sample(WalPlace place, Instant now, PrintWriter samples) {
        Optional<Instant> proved = pipeline.provedUpTo(place);
        samples.printf(
                "%d %s %d %d%n",
                now.toEpochMilli(),
                place.name(),
                proved.map(at -> Duration.between(at, now).toMillis()).orElse(-1L),
                pipeline.spool().received());
    }

    /** What was said to be in the place, the place alone says as well. */
    private void compare(WalPlace said, ObjectStore store) throws IOException {
        WalPosition shipped = said.shipper()
                .shipped()
                .orElseThrow(() -> new IllegalStateException(
                        said.name() + " has no WAL: " + said.trouble().orElse("nobody knows why")));
        WalArchive archive = new WalArchive(Repository.open(store, encryption).orElseThrow());
        List<Span> spans =
                archive.inventory(shipped.systemId(), shipped.segmentSize()).spans(shipped.timeline());
        if (spans.size() != 1 || spans.getLast().to() < shipped.lsn()) {
            throw new IllegalStateException(
                    "%s has %s, and was said to have all up to %s".formatted(said.name(), spans, shipped.describe()));
        }
    }

    private static S3Client client(URI endpoint) {
        return S3Client.builder()
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .endpointOverride(endpoint)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(PATIENCE)
                        .build())
                .build();
    }
}
