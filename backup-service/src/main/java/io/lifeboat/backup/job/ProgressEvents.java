package io.lifeboat.backup.job;

import io.lifeboat.backup.progress.Meter;
import io.lifeboat.backup.progress.Progress;
import io.lifeboat.backup.progress.Standing;
import io.lifeboat.event.BackupEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Publishes how far a job is, every few seconds: of one that takes less than that, nothing. */
final class ProgressEvents implements Progress, AutoCloseable {

    static final Duration EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(ProgressEvents.class);

    private final Job job;
    private final Clock clock;
    private final Consumer<BackupEvent> publisher;
    private final Meter meter;
    private final AtomicReference<Instant> next;
    private final AtomicReference<@Nullable Thread> running = new AtomicReference<>();

    ProgressEvents(Job job, Clock clock, Meter meter, Consumer<BackupEvent> publisher) {
        this.job = job;
        this.clock = clock;
        this.meter = meter;
        this.publisher = publisher;
        this.next = new AtomicReference<>(clock.instant().plus(EVERY));
    }

    @Override
    public void begin(String step, long bytes) {
        meter.begin(step, bytes);
    }

    /** By a thread of its own: the database may be away, and who counts has work to do. */
    @Override
    public void add(long bytes) {
        meter.add(bytes);
        Instant now = clock.instant();
        Instant due = next.get();
        Thread before = running.get();
        if (!now.isBefore(due) && (before == null || !before.isAlive()) && next.compareAndSet(due, now.plus(EVERY))) {
            meter.standing()
                    .ifPresent(standing -> running.set(Thread.ofVirtual().start(() -> publish(event(standing, now)))));
        }
    }

    /** What is published of it is published before its end. */
    @Override
    public void close() throws InterruptedException {
        Thread last = running.get();
        if (last != null) {
            last.join(EVERY);
        }
    }

    private void publish(BackupEvent event) {
        try {
            publisher.accept(event);
        } catch (RuntimeException e) {
            LOG.debugf("the progress of %s is not published: %s", job.component(), e.getMessage());
        }
    }

    private BackupEvent event(Standing standing, Instant now) {
        return new BackupEvent.Progressed(
                job.component(),
                job.action().label(),
                standing.step(),
                standing.bytes(),
                standing.percent().isEmpty() ? null : standing.total(),
                standing.bytesPerSecond(),
                standing.left().orElse(null),
                job.command(),
                now,
                null);
    }
}
