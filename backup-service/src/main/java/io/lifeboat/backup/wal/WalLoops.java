package io.lifeboat.backup.wal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The threads of a pipeline: one that receives and one for each place, so that none waits for another. */
final class WalLoops {

    private static final Logger LOG = Logger.getLogger(WalLoops.class);
    private static final Duration QUIET = Duration.ofMillis(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);
    private static final Duration BETWEEN_MEASURES = Duration.ofSeconds(1);
    private static final int BEATS_BETWEEN_QUESTIONS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final WalPipeline pipeline;
    private final Clock clock;
    private final Duration heartbeatEvery;
    private final List<Thread> threads = new ArrayList<>();
    private final Consumer<Instant> watch;
    private final ServerWatch server;
    private Instant beatAt = Instant.EPOCH;
    private Instant lookedAt = Instant.EPOCH;
    private volatile boolean stopped;

    /**
     * @param watch is called every second or so, in a thread of its own
     * @param server is told every few seconds what was seen there
     */
    WalLoops(
            WalPipeline pipeline,
            Clock clock,
            Duration heartbeatEvery,
            String name,
            Consumer<Instant> watch,
            ServerWatch server) {
        this.pipeline = pipeline;
        this.clock = clock;
        this.heartbeatEvery = heartbeatEvery;
        this.watch = watch;
        this.server = server;
        threads.add(Thread.ofPlatform().name("wal-" + name + "-watch").daemon().unstarted(this::watch));
        threads.add(Thread.ofPlatform().name("wal-" + name).daemon().unstarted(this::receive));
        for (WalPlace place : pipeline.places()) {
            threads.add(Thread.ofPlatform()
                    .name("wal-" + name + "-to-" + place.name())
                    .daemon()
                    .unstarted(() -> ship(place)));
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    void stop() {
        stopped = true;
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In words. */
    String describe() {
        StringBuilder words = new StringBuilder(pipeline.receiver().state());
        pipeline.receiver()
                .alarm()
                .reason()
                .ifPresent(alarm -> words.append("; ALARM: ").append(alarm));
        pipeline.receiver()
                .unreadable()
                .ifPresent(where -> words.append("; ALARM: ").append(where));
        for (WalPlace place : pipeline.places()) {
            words.append("; ").append(place.name()).append(": ");
            words.append(place.trouble()
                    .orElseGet(() ->
                            place.shipper().shipped().map(WalPosition::describe).orElse("nothing yet")));
        }
        return words.toString();
    }

    private void watch() {
        while (!stopped) {
            try {
                watch.accept(clock.instant());
            } catch (RuntimeException e) {
                LOG.warnf("what was measured of the WAL is not told: %s", e.getMessage());
            }
            pause(BETWEEN_MEASURES);
        }
    }

    private void receive() {
        String told = "";
        while (!stopped) {
            try {
                Instant now = clock.instant();
                boolean came = pipeline.receive(now);
                beat(now);
                told = "";
                if (!came) {
                    pause(QUIET);
                }
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                if (!stopped && !told.equals(e.getMessage())) {
                    LOG.warnf("WAL is not received: %s", e.getMessage());
                    told = String.valueOf(e.getMessage());
                }
                lookAside(clock.instant());
                pause(AGAIN_AFTER);
            }
        }
        pipeline.receiver().disconnect("stopped");
    }

    private void beat(Instant now) throws IOException {
        if (!now.isBefore(beatAt.plus(heartbeatEvery))
                && pipeline.receiver().isStreaming()
                && pipeline.receiver().server().orElse(null) instanceof PgWalServer open) {
            beatAt = now;
            open.beat(now);
            if (pipeline.receiver().hasLostSlot()) {
                server.lost(open.slotName(), now);
            }
            if (isTimeToAsk(now)) {
                server.look(open.see(), now);
            }
        }
    }

    private boolean isTimeToAsk(Instant now) {
        if (now.isBefore(lookedAt.plus(heartbeatEvery.multipliedBy(BEATS_BETWEEN_QUESTIONS)))) {
            return false;
        }
        lookedAt = now;
        return true;
    }

    /** A server that gives no WAL away, but answers, keeps it: that is when somebody must know how much. */
    private void lookAside(Instant now) {
        if (stopped || !isTimeToAsk(now)) {
            return;
        }
        try (WalServer aside = pipeline.connect()) {
            if (aside instanceof PgWalServer open
                    && open.slot().filter(WalServer.Slot::active).isEmpty()) {
                server.look(open.see(), now);
            }
        } catch (IOException | RuntimeException e) {
            LOG.debugf("what the server keeps is not known: %s", e.getMessage());
        }
    }

    private void ship(WalPlace place) {
        while (!stopped) {
            if (!place.step(clock.instant())) {
                pause(BETWEEN_LOOKS);
            }
        }
    }

    private void pause(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }
}
