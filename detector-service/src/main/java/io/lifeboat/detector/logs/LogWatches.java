package io.lifeboat.detector.logs;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.LogSource;
import io.lifeboat.detector.state.StateFile;
import io.lifeboat.detector.symptom.SymptomBoard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** All logs of the catalog, each on a thread of its own: a mount that hangs holds up one log only. */
public final class LogWatches implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LogWatches.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Map<String, LogWatch> watches = new LinkedHashMap<>();
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private final Map<String, Thread> threads = new LinkedHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Duration poll;

    /** @param folder where each log's position is kept */
    public LogWatches(Catalog catalog, Path folder, SymptomBoard board, Duration poll, Clock clock) throws IOException {
        this.poll = poll;
        for (LogSource source : catalog.logs().values()) {
            Host host = Objects.requireNonNull(catalog.hosts().get(source.host()), source.host());
            StateFile<LogState> file = new StateFile<>(folder.resolve(source.id() + ".json"), LogState.class, clock);
            watches.put(source.id(), new LogWatch(source, host, file, board::apply, clock));
        }
    }

    public void start() {
        watches.forEach((id, watch) ->
                threads.put(id, Thread.ofPlatform().name("log-" + id).daemon().start(() -> follow(id, watch))));
    }

    /** Why a log can't be read or its position can't be saved, by log. */
    public Map<String, String> troubles() {
        return Map.copyOf(troubles);
    }

    /** Lines read since the start. */
    public long lines(String log) {
        LogWatch watch = watches.get(log);
        return watch == null ? 0 : watch.lines();
    }

    @Override
    public void close() throws InterruptedException {
        // Not by interrupting: that would close the files under the readers.
        stopped.countDown();
        for (Thread thread : threads.values()) {
            thread.join(Duration.ofSeconds(2));
        }
    }

    private void follow(String id, LogWatch watch) {
        try (watch) {
            boolean stop = false;
            while (!stop) {
                stop = stopped.await(step(id, watch).toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warnf("the position in log %s could not be saved: %s", id, e);
        }
    }

    /** How long to wait for the next step. */
    private Duration step(String id, LogWatch watch) {
        try {
            boolean more = watch.poll();
            if (troubles.remove(id) != null) {
                LOG.infof("log %s is followed again", id);
            }
            return more ? Duration.ZERO : poll;
        } catch (IOException | RuntimeException e) {
            if (!e.toString().equals(troubles.put(id, e.toString()))) {
                LOG.warnf("log %s can't be followed: %s", id, e);
            }
            return AFTER_FAILURE;
        }
    }
}
