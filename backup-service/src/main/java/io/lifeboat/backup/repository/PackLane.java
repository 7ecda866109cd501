package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.Pack;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The way of finished packs to one repository: a short queue, and a thread that writes. What fails here, fails here alone. */
public final class PackLane implements AutoCloseable {

    private static final int WAITING = 1;

    private final Repository repository;
    private final Duration patience;
    private final BlockingQueue<Optional<Pack>> packs = new ArrayBlockingQueue<>(WAITING);
    private final Thread writer;
    private volatile @Nullable String failure;

    /** @param patience how long a repository may take nothing before it is given up */
    public PackLane(Repository repository, Duration patience) {
        this.repository = repository;
        this.patience = patience;
        this.writer = Thread.ofVirtual().name("backup-" + repository.name()).start(this::write);
    }

    public Repository repository() {
        return repository;
    }

    /** Why this repository won't have the snapshot; none while it may. */
    public @Nullable String failure() {
        return failure;
    }

    public void offer(Pack pack) throws InterruptedException {
        if (failure == null && !packs.offer(Optional.of(pack), patience.toMillis(), TimeUnit.MILLISECONDS)) {
            fail("has taken no data for " + patience.toSeconds() + " s");
        }
    }

    /** Waits until every pack is there. */
    public void end() throws InterruptedException {
        if (failure == null && !packs.offer(Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS)) {
            fail("has taken no data for " + patience.toSeconds() + " s");
        }
        if (failure == null && !writer.join(patience.multipliedBy(2))) {
            fail("has not finished within " + patience.multipliedBy(2).toSeconds() + " s");
        }
    }

    /** The first reason counts: what fails after it is its consequence. */
    public synchronized void fail(String reason) {
        String name = repository.name() + ": ";
        if (failure == null) {
            failure = reason.startsWith(name) ? reason : name + reason;
        }
        packs.clear();
        writer.interrupt();
    }

    @Override
    public void close() {
        writer.interrupt();
    }

    private void write() {
        try {
            for (Optional<Pack> pack = packs.take(); pack.isPresent(); pack = packs.take()) {
                repository.add(pack.get());
            }
        } catch (IOException | RuntimeException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
