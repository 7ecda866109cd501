package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.store.ObjectKeys;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code intents/}: who writes says so before he looks at anything, and takes away the intent of whoever sweeps; who
 * sweeps says so before he looks for writers, gives up if there is one, and before each deletion looks whether his intent
 * is still there. So no writer waits, and none loses what it has found.
 */
public final class Intents {

    private static final Logger LOG = Logger.getLogger(Intents.class);

    /** Without a sign of life for so long, by both clocks, a writer is dead. It beats many times in it. */
    public static final Duration DEAD = Duration.ofHours(1);

    /** For people, who want to know whom to ask. */
    private static final String OWNER =
            "process %d on %s".formatted(ProcessHandle.current().pid(), host());

    private final Repository repository;

    public Intents(Repository repository) {
        this.repository = repository;
    }

    /** @param intent none if it can't be read: somebody's it is all the same */
    public record Seen(String key, @Nullable Intent intent, Instant modified) {

        /** @param store the store's own clock */
        public boolean isDead(Instant now, Instant store) {
            boolean byStore = !store.isBefore(modified.plus(DEAD));
            return byStore && (intent == null || !now.isBefore(intent.beatAt().plus(DEAD)));
        }

        public String describe() {
            return intent == null ? key + ", which can't be read" : intent.describe();
        }
    }

    /** @return known to everybody who looks from now on */
    public Held begin(Intent.Kind kind, String what, Instant now) throws IOException {
        String id = UUID.randomUUID().toString();
        Intent intent = new Intent(Intent.FORMAT, id, kind, what, OWNER, now, now);
        String key = RepositoryLayout.intent(id);
        byte[] bytes = CheckedJson.write(intent);
        try {
            store().create(key, bytes);
            ObjectStore.Stored stored = store().get(key)
                    .orElseThrow(() -> new IOException("%s: %s is not there".formatted(repository.name(), key)));
            CheckedJson.read(stored.bytes(), Intent.class);
            return new Held(intent, key, stored.tag());
        } catch (IOException e) {
            // It may be there for all that, and would keep the next sweep waiting.
            remove(key);
            throw e;
        }
    }

    public List<Seen> list() throws IOException {
        List<Seen> all = new ArrayList<>();
        for (ObjectStore.Head head : ObjectKeys.all(store(), RepositoryLayout.INTENTS)) {
            Optional<ObjectStore.Stored> stored = store().get(head.key());
            if (stored.isPresent()) {
                all.add(new Seen(head.key(), read(stored.get().bytes()), head.modified()));
            }
        }
        return all;
    }

    /** Whoever sweeps stops. @return whether somebody did */
    public boolean stopSweeps() throws IOException {
        boolean stopped = false;
        for (Seen seen : list()) {
            if (seen.intent() != null && seen.intent().kind() == Intent.Kind.SWEEP) {
                store().delete(seen.key());
                stopped = true;
                LOG.infof("%s: stopped %s", repository.name(), seen.describe());
            }
        }
        return stopped;
    }

    /** Its owner finds out before he relies on it. */
    public void takeAway(Seen dead) throws IOException {
        store().delete(dead.key());
        LOG.warnf("%s: has had no sign of life, and is taken for dead: %s", repository.name(), dead.describe());
    }

    private static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "a host without a name";
        }
    }

    private static @Nullable Intent read(byte[] bytes) throws IOException {
        try {
            return CheckedJson.read(bytes, Intent.class);
        } catch (DamagedException e) {
            return null;
        }
    }

    private void remove(String key) {
        try {
            store().delete(key);
        } catch (IOException e) {
            LOG.warnf("%s stays for %s: %s", key, DEAD, e.getMessage());
        }
    }

    private ObjectStore store() {
        return repository.store();
    }

    /** Our own. Thread-safe. */
    public final class Held implements AutoCloseable {

        private final String key;
        private Intent intent;
        private String tag;
        private boolean lost;

        private Held(Intent intent, String key, String tag) {
            this.intent = intent;
            this.key = key;
            this.tag = tag;
        }

        public String key() {
            return key;
        }

        /** @throws IOException if somebody has taken it away, or nobody knows */
        public synchronized void beat(Instant now) throws IOException {
            if (lost) {
                throw lost();
            }
            Intent next = intent.beat(now);
            Optional<String> replaced = store().replace(key, CheckedJson.write(next), tag);
            if (replaced.isPresent()) {
                intent = next;
                tag = replaced.get();
            } else if (isStillOurs()) {
                intent = next;
            } else {
                lost = true;
                throw lost();
            }
        }

        /** What was replaced may have been, though nobody heard of it: then the tag is another. */
        private boolean isStillOurs() throws IOException {
            Optional<ObjectStore.Stored> stored = store().get(key);
            if (stored.isEmpty()) {
                return false;
            }
            tag = stored.get().tag();
            return true;
        }

        /** @throws IOException unless it is still there */
        public void confirm() throws IOException {
            if (store().head(key).isEmpty()) {
                throw lost();
            }
        }

        public Instant storeTime() throws IOException {
            return store().head(key).orElseThrow(this::lost).modified();
        }

        private IOException lost() {
            return new IOException("%s: its intent was taken away (%s): what it was about to do is not done"
                    .formatted(repository.name(), intent.describe()));
        }

        @Override
        public void close() {
            remove(key);
        }
    }
}
