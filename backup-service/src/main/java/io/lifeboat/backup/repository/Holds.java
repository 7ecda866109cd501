package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.retention.Hold;
import io.lifeboat.backup.store.ObjectExistsException;
import io.lifeboat.backup.store.ObjectKeys;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code holds/}: who wants which snapshots kept. Each lies where its snapshot's id says, so that it is asked for and not
 * looked for: a listing that lacks one does no harm.
 */
public final class Holds {

    private static final int ATTEMPTS = 20;

    private final Repository repository;

    public Holds(Repository repository) {
        this.repository = repository;
    }

    record HoldFile(int format, String component, @Nullable String snapshot, List<Hold> holds) {

        static final int FORMAT = 1;

        HoldFile {
            holds = List.copyOf(holds);
        }

        /** Not one that was moved here from elsewhere. */
        boolean isFor(String key) {
            return RepositoryLayout.hold(component, snapshot).equals(key);
        }
    }

    static List<String> keys(Repository repository) throws IOException {
        return ObjectKeys.all(repository.store(), RepositoryLayout.HOLDS).stream()
                .map(ObjectStore.Head::key)
                .toList();
    }

    static HoldFile read(ObjectStore.Stored stored) throws IOException {
        return CheckedJson.read(stored.bytes(), HoldFile.class);
    }

    /** @throws DamagedException if one of them is not what was written */
    void check() throws IOException {
        for (String key : keys(repository)) {
            Optional<ObjectStore.Stored> stored = repository.store().get(key);
            if (stored.isPresent()) {
                decode(key, stored.get());
            }
        }
    }

    /** Those of all of the component, and those of these snapshots. */
    public List<Hold> of(String component, List<String> snapshots) throws IOException {
        List<Hold> all = new ArrayList<>(at(component, null));
        for (String snapshot : snapshots) {
            all.addAll(at(component, snapshot));
        }
        return all;
    }

    /** Nothing that it holds is removed once this returns, if it was there still. One for each who holds. */
    public void add(String component, Hold hold) throws IOException {
        change(component, hold.snapshot(), holds -> {
            List<Hold> all = new ArrayList<>(holds);
            all.removeIf(one -> one.by().equals(hold.by()));
            all.add(hold);
            return all;
        });
        new Intents(repository).stopSweeps();
        if (hold.snapshot() != null) {
            repository.manifest(component, hold.snapshot());
        }
    }

    /** @param by none: whoever's it is @return whether there was one */
    public boolean release(String component, @Nullable String snapshot, @Nullable String by) throws IOException {
        List<Hold> before = at(component, snapshot);
        if (before.stream().noneMatch(one -> by == null || one.by().equals(by))) {
            return false;
        }
        change(
                component,
                snapshot,
                holds -> holds.stream()
                        .filter(one -> by != null && !one.by().equals(by))
                        .toList());
        return true;
    }

    /** With the snapshot that it was for. */
    public void forget(String component, String snapshot) throws IOException {
        repository.store().delete(RepositoryLayout.hold(component, snapshot));
    }

    private List<Hold> at(String component, @Nullable String snapshot) throws IOException {
        String key = RepositoryLayout.hold(component, snapshot);
        Optional<ObjectStore.Stored> stored = repository.store().get(key);
        return stored.isPresent() ? decode(key, stored.get()).holds() : List.of();
    }

    private void change(String component, @Nullable String snapshot, UnaryOperator<List<Hold>> change)
            throws IOException {
        String key = RepositoryLayout.hold(component, snapshot);
        ObjectStore store = repository.store();
        for (int i = 0; i < ATTEMPTS; i++) {
            Optional<ObjectStore.Stored> stored = store.get(key);
            List<Hold> before = stored.isPresent() ? decode(key, stored.get()).holds() : List.of();
            byte[] bytes = CheckedJson.write(new HoldFile(HoldFile.FORMAT, component, snapshot, change.apply(before)));
            if (stored.isEmpty()
                    ? created(key, bytes)
                    : store.replace(key, bytes, stored.get().tag()).isPresent()) {
                at(component, snapshot);
                return;
            }
        }
        throw new IOException("%s: %s is changed by others all the time".formatted(repository.name(), key));
    }

    private boolean created(String key, byte[] bytes) throws IOException {
        try {
            repository.store().create(key, bytes);
            return true;
        } catch (ObjectExistsException e) {
            return false;
        }
    }

    private HoldFile decode(String key, ObjectStore.Stored stored) throws IOException {
        try {
            HoldFile file = read(stored);
            if (!file.isFor(key)) {
                throw new DamagedException("it is another's");
            }
            return file;
        } catch (DamagedException e) {
            throw new DamagedException(
                    "%s: %s: %s: nothing that it may hold is removed".formatted(repository.name(), key, e.getMessage()),
                    e);
        }
    }
}
