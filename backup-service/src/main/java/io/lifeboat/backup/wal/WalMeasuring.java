package io.lifeboat.backup.wal;

import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Receives WAL as the service does, without the service, and says what each place would lose. For measuring. */
public final class WalMeasuring {

    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Duration LOCAL = Duration.ofSeconds(2);
    private static final Duration OFFSITE = Duration.ofSeconds(20);

    private final WalPipeline pipeline;
    private final Clock clock;

    /**
     * @param server {@code host:port} and the database
     * @param spool a folder of its own
     */
    public WalMeasuring(
            Server server, String slot, List<ObjectStore> stores, Encryption encryption, Path spool, Clock clock)
            throws IOException {
        this.pipeline = WalPipeline.open(
                new PgWalServer.Login(
                        server.host(), server.port(), server.database(), server.user(), server.password(), TIMEOUT),
                slot,
                new WalPipeline.To(stores, encryption, LOCAL, OFFSITE),
                spool,
                8L << 30);
        this.clock = clock;
    }

    public record Server(String host, int port, String database, String user, String password) {

        @Override
        public String toString() {
            return user + "@" + host + ":" + port + "/" + database;
        }
    }

    /**
     * @param lost what the place would lose now; none as long as nothing is known
     * @param received up to which byte there is WAL
     */
    public record Sample(Instant at, String place, @Nullable Duration lost, long received) {}

    /** With the times that the service has by default. */
    public void run(Duration time, Consumer<Sample> samples) throws InterruptedException {
        ServerWatch nobody = new ServerWatch("measured", null, event -> {});
        WalLoops loops = new WalLoops(pipeline, clock, HEARTBEAT, "measured", now -> {}, nobody);
        loops.start();
        try {
            Instant end = clock.instant().plus(time);
            for (Instant now = clock.instant(); now.isBefore(end); now = clock.instant()) {
                for (WalPlace place : pipeline.places()) {
                    Instant at = now;
                    Duration lost = pipeline.provedUpTo(place)
                            .map(proved -> Duration.between(proved, at))
                            .orElse(null);
                    samples.accept(
                            new Sample(now, place.name(), lost, pipeline.spool().received()));
                }
                TimeUnit.MILLISECONDS.sleep(EVERY.toMillis());
            }
        } finally {
            loops.stop();
        }
    }
}
