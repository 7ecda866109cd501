package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.Hash;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Somebody who writes to several repositories, with a heartbeat in each until it is closed. */
public final class WriteIntents implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(WriteIntents.class);
    private static final Duration BEAT = Duration.ofSeconds(30);

    private final String what;
    private final Clock clock;
    private final Map<Repository, Own> all = new LinkedHashMap<>();
    private final Thread beating;

    /** @param stopped whether somebody was sweeping when it began */
    private record Own(Intents.Held held, boolean stopped) {}

    public WriteIntents(String what, Clock clock) {
        this.what = what;
        this.clock = clock;
        this.beating = Thread.ofVirtual().name("backup-heartbeat").unstarted(this::beat);
    }

    /** Before anything of it is looked at. */
    public synchronized void begin(Repository repository) throws IOException {
        Intents intents = new Intents(repository);
        Intents.Held held = intents.begin(Intent.Kind.WRITE, what, clock.instant());
        try {
            all.put(repository, new Own(held, intents.stopSweeps()));
        } catch (IOException e) {
            held.close();
            throw e;
        }
        if (beating.getState() == Thread.State.NEW) {
            beating.start();
        }
    }

    /**
     * Makes the snapshot exist, if nothing that it needs can have been removed meanwhile.
     *
     * @param commit adds the manifest
     */
    void commit(Repository repository, SnapshotManifest manifest, Commit commit) throws IOException {
        Own own = own(repository);
        own.held().beat(clock.instant());
        commit.run();
        boolean sure = !own.stopped();
        try {
            own.held().confirm();
        } catch (IOException e) {
            sure = false;
        }
        if (!sure) {
            assertAllThere(repository, manifest);
        }
    }

    interface Commit {
        void run() throws IOException;
    }

    private synchronized Own own(Repository repository) throws IOException {
        Own own = all.get(repository);
        if (own == null) {
            throw new IOException(repository.name() + ": has no intent, and nothing is committed there");
        }
        return own;
    }

    private static void assertAllThere(Repository repository, SnapshotManifest manifest) throws IOException {
        for (Hash pack : manifest.packs()) {
            if (!repository.has(pack)) {
                repository.takeBack(manifest);
                throw new DamagedException(
                        "%s: pack %s was removed while the snapshot was taken: it is not committed there"
                                .formatted(repository.name(), pack));
            }
        }
    }

    private void beat() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(BEAT.toMillis());
                for (Own own : owns()) {
                    try {
                        own.held().beat(clock.instant());
                    } catch (IOException e) {
                        LOG.warn(e.getMessage());
                    }
                }
            }
        } catch (InterruptedException e) {
            // It was closed.
        }
    }

    private synchronized Iterable<Own> owns() {
        return List.copyOf(all.values());
    }

    @Override
    public void close() {
        beating.interrupt();
        owns().forEach(own -> own.held().close());
    }
}
