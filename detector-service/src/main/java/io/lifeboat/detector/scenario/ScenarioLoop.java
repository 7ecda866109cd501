package io.lifeboat.detector.scenario;

import io.lifeboat.detector.symptom.SymptomBoard;
import io.lifeboat.detector.symptom.SymptomBoard.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Judges at once when a symptom comes or goes, and when time alone changes something. */
public final class ScenarioLoop implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ScenarioLoop.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration STUCK_AFTER = Duration.ofSeconds(30);

    private final SymptomBoard board;
    private final ScenarioWatch watch;
    private final Clock clock;
    private final Thread thread = Thread.ofPlatform().name("scenarios").daemon().unstarted(this::run);
    private volatile boolean stopped;
    private volatile Instant tickedAt;

    public ScenarioLoop(SymptomBoard board, ScenarioWatch watch, Clock clock) {
        this.board = board;
        this.watch = watch;
        this.clock = clock;
        this.tickedAt = clock.instant();
    }

    public void start() {
        thread.start();
    }

    public boolean ticks(Instant now) {
        return thread.isAlive() && tickedAt.plus(STUCK_AFTER).isAfter(now);
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join(LONGEST_WAIT.plusSeconds(1));
    }

    private void run() {
        Snapshot snapshot = board.snapshot();
        try {
            while (!stopped) {
                tickedAt = clock.instant();
                Duration wait = step(snapshot);
                snapshot = board.await(snapshot.version(), Math.max(1, wait.toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A fault of ours must not end the loop. */
    private Duration step(Snapshot snapshot) {
        try {
            return watch.step(snapshot)
                    .filter(wait -> wait.compareTo(LONGEST_WAIT) < 0)
                    .orElse(LONGEST_WAIT);
        } catch (RuntimeException e) {
            LOG.errorf(e, "the symptoms %s could not be judged", snapshot.present());
            return LONGEST_WAIT;
        }
    }
}
