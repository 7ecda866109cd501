package io.lifeboat.backup.repository;

import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The places of a backup as they are at this moment: the repositories that can be worked with, in the catalog's order, and
 * why the others can't.
 *
 * @param absent names of places where there is no repository yet
 * @param failures by the place's name; each names its place
 */
public record Depot(List<Repository> repositories, List<String> absent, Map<String, IOException> failures) {

    public Depot {
        repositories = List.copyOf(repositories);
        absent = List.copyOf(absent);
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }

    /** To read what is there. */
    public static Depot open(List<ObjectStore> stores, Encryption encryption) {
        return new Opening(encryption).open(stores, null);
    }

    /** To write to all of them: what is not there yet is made, and all hold the same packs under the same keys. */
    public static Depot openOrCreate(List<ObjectStore> stores, Encryption encryption, Instant now) {
        Opening opening = new Opening(encryption);
        Depot depot = opening.open(stores, now);
        if (opening.exchange(depot)) {
            opening = new Opening(encryption);
            depot = opening.open(stores, now);
        }
        return depot.ofOneKey();
    }

    /** Without the places whose keys are others than the first one's. */
    public Depot ofOneKey() {
        Map<String, IOException> left = new LinkedHashMap<>(failures);
        List<Repository> all = new ArrayList<>();
        for (Repository one : repositories) {
            Repository first = repositories.getFirst();
            if (one.sharesKeysWith(first)) {
                all.add(one);
            } else {
                left.put(
                        one.name(),
                        new IOException(
                                "%s: its keys are not those of %s, so that it can't hold the same packs: begin a new repository there"
                                        .formatted(one.name(), first.name())));
            }
        }
        return new Depot(all, absent, left);
    }

    private static final class Opening {

        private final Encryption encryption;
        private final Map<String, IOException> failures = new LinkedHashMap<>();

        Opening(Encryption encryption) {
            this.encryption = encryption;
        }

        Depot open(List<ObjectStore> stores, @Nullable Instant create) {
            Map<ObjectStore, Repository> opened = new LinkedHashMap<>();
            for (ObjectStore store : stores) {
                attempt(store, () -> {
                            Optional<Repository> there = Repository.open(store, encryption);
                            if (there.isPresent() && create != null) {
                                there.get().settle();
                            }
                            return there;
                        })
                        .ifPresent(one -> opened.put(store, one));
            }
            @Nullable String unknown = null;
            List<Repository> all = new ArrayList<>();
            List<String> absent = new ArrayList<>();
            for (ObjectStore store : stores) {
                if (failures.containsKey(store.name())) {
                    unknown = unknown == null ? store.name() : unknown;
                } else if (opened.get(store) == null && create != null) {
                    create(store, opened, unknown, create);
                    unknown = unknown == null && !isThereOrAbsent(store, opened) ? store.name() : unknown;
                }
                Repository there = opened.get(store);
                if (there != null) {
                    all.add(there);
                } else if (!failures.containsKey(store.name())) {
                    absent.add(store.name());
                }
            }
            return new Depot(all, absent, failures);
        }

        /** Whether it is known what it holds: a new repository of which something was made may hold keys. */
        private static boolean isThereOrAbsent(ObjectStore store, Map<ObjectStore, Repository> opened) {
            try {
                return opened.containsKey(store) || InfoFiles.read(store).isEmpty();
            } catch (IOException | RuntimeException e) {
                return false;
            }
        }

        /** Not while a place before it can't be asked: that may have keys, and the new one would have others. */
        private void create(
                ObjectStore store, Map<ObjectStore, Repository> opened, @Nullable String unknown, Instant now) {
            Repository twin = opened.values().stream().findFirst().orElse(null);
            if (twin == null && unknown != null) {
                failures.put(
                        store.name(),
                        new IOException(
                                "%s: there is no repository yet, and none is made while %s can't be asked for its keys"
                                        .formatted(store.name(), unknown)));
                return;
            }
            attempt(store, () -> Optional.of(NewRepository.create(store, encryption, twin, now)))
                    .ifPresent(one -> opened.put(store, one));
        }

        /** A key that was rotated while a place was away. */
        boolean exchange(Depot depot) {
            boolean exchanged = false;
            for (Repository one : depot.repositories()) {
                Repository first = depot.repositories().getFirst();
                if (!one.sharesKeysWith(first)) {
                    exchanged |= attempt(
                                    one.store(),
                                    () -> one.exchangeGenerations(first) ? Optional.of(one) : Optional.empty())
                            .isPresent();
                }
            }
            return exchanged;
        }

        private interface Step {
            Optional<Repository> get() throws IOException;
        }

        private Optional<Repository> attempt(ObjectStore store, Step step) {
            try {
                return step.get();
            } catch (IOException e) {
                failures.put(store.name(), e);
            } catch (RuntimeException e) {
                failures.put(store.name(), new IOException(store.name() + ": " + e, e));
            }
            return Optional.empty();
        }
    }
}
