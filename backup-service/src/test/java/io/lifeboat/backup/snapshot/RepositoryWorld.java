package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.expiry.Expired;
import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.repository.CatchUp;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.Holds;
import io.lifeboat.backup.repository.Mending;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.retention.Hold;
import io.lifeboat.backup.snapshot.BackupOutcome.Restored;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.snapshot.BackupOutcome.Verified;
import io.lifeboat.backup.store.ChaosStore;
import io.lifeboat.backup.store.ChaosStore.Fault;
import io.lifeboat.backup.store.HookStore;
import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.backup.store.ObjectStore;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Host;
import io.lifeboat.sql.SqlClient;
import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A bot, two places, and what may happen to them. Each has its own seed and threads. */
final class RepositoryWorld {

    private static final Instant START = Instant.parse("2026-03-02T02:00:00Z");
    private static final int FILES = 3;
    private static final int LONGEST_OPERATION = 60;

    private static final BackupGroup GROUP = new BackupGroup(
            BotFiles.GROUP,
            "Configuration",
            null,
            List.of(new BackupGroup.Source("api-server", BotFiles.CONFIG)),
            List.of(),
            List.of(),
            null,
            new BackupGroup.Keep(RepositoryModel.LAST, RepositoryModel.HOURLY, RepositoryModel.DAILY, 0, 0));

    private final Path folder;
    private final long seed;
    private final Encryption encryption;
    private final Random random;
    private final MutableClock clock = new MutableClock(START);
    private final MutableClock offsiteClock = new MutableClock(START);
    private final Map<String, Set<String>> files = new HashMap<>();
    private final RepositoryModel local;
    private final RepositoryModel offsite;
    private final Set<String> held = new HashSet<>();
    private final Set<String> good = new HashSet<>();
    private final Map<String, Integer> done = new TreeMap<>();
    private final Path source;
    private boolean mayExpire;
    private volatile boolean isInner;

    RepositoryWorld(Path folder, long seed, Encryption encryption) throws IOException {
        this.folder = folder;
        this.seed = seed;
        this.encryption = encryption;
        this.random = new Random(seed);
        this.local = new RepositoryModel(new MemoryObjectStore("local", clock), clock, encryption, files);
        this.offsite =
                new RepositoryModel(new MemoryObjectStore("offsite", offsiteClock), offsiteClock, encryption, files);
        this.source = Files.createDirectories(folder.resolve("bot/api-server" + BotFiles.CONFIG));
        Files.createDirectories(folder.resolve("restored/api-server" + BotFiles.CONFIG));
    }

    /** @return how often what has happened */
    Map<String, Integer> live(int operations) throws IOException {
        for (int i = 0; i < operations; i++) {
            advance(Duration.ofMinutes(random.nextInt(300)));
            mayExpire = false;
            good.clear();
            String what = "seed %d, operation %d, ".formatted(seed, i) + operation(UnaryOperator.identity(), true);
            for (RepositoryModel one : List.of(local, offsite)) {
                one.check(what, held, mayExpire, clock.instant());
                assertThat(good)
                        .as(what)
                        .allMatch(id -> one.isWhole(id) || !one.snapshots().contains(id));
            }
        }
        assertThatNothingIsLeftBehind();
        return done;
    }

    /** @param through what the stores are seen through */
    private String operation(UnaryOperator<ObjectStore> through, boolean outermost) throws IOException {
        int dice = random.nextInt(100);
        if (dice < 30) {
            return backup(through);
        } else if (dice < 36) {
            return verify(through);
        } else if (dice < 54) {
            return expire(through);
        } else if (dice < 61) {
            return heal(through);
        } else if (dice < 66) {
            return hold();
        } else if (!outermost) {
            return expire(through);
        } else if (dice < 67) {
            return restore();
        } else if (dice < 72) {
            return rot();
        } else if (dice < 74) {
            return jump();
        } else if (dice < 85) {
            return crash();
        }
        return interrupted();
    }

    private String backup(UnaryOperator<ObjectStore> through) throws IOException {
        count("backup");
        Set<String> now = isInner ? read(source) : change();
        Set<String> before = new HashSet<>(files.keySet());
        BackupManager manager = manager(through, "bot");
        BackupOutcome outcome = manager.take(GROUP);
        String id = outcome instanceof Taken taken ? taken.snapshot() : ((BackupOutcome.Failed) outcome).snapshot();
        assertThat(before).doesNotContain(String.valueOf(id));
        files.put(String.valueOf(id), now);
        if (outcome instanceof Taken taken) {
            good.add(taken.snapshot());
        }
        return "backup " + outcome;
    }

    private String verify(UnaryOperator<ObjectStore> through) {
        count("verify");
        TreeSet<String> all = new TreeSet<>(local.snapshots());
        all.addAll(offsite.snapshots());
        if (all.isEmpty()) {
            return "verify nothing";
        }
        String id = List.copyOf(all).get(random.nextInt(all.size()));
        BackupOutcome outcome = manager(through, "bot").verify(GROUP, id);
        if (outcome instanceof Verified verified && !isTouched(through)) {
            for (RepositoryModel one : List.of(local, offsite)) {
                assertThat(one.isWhole(id) || !verified.places().contains(one.store.name()))
                        .as("%s", outcome)
                        .isTrue();
            }
        }
        return "verify " + outcome;
    }

    private String expire(UnaryOperator<ObjectStore> through) {
        count("expire");
        mayExpire = true;
        List<Expired> all = manager(through, "bot").expire(GROUP, random.nextBoolean());
        for (Expired one : all) {
            done.merge("removed", one.removed().size(), Integer::sum);
            done.merge("packs removed", one.packs(), Integer::sum);
        }
        return "expire " + all;
    }

    private String heal(UnaryOperator<ObjectStore> through) throws IOException {
        count("heal");
        List<ObjectStore> stores = stores(through);
        new Mending(stores, encryption).mend(clock.instant());
        Depot depot = Depot.openOrCreate(stores, encryption, clock.instant());
        CatchUp.Healed healed = new CatchUp(depot.repositories()).heal(List.of(BotFiles.GROUP), clock);
        if (healed.lost().isEmpty() && depot.failures().isEmpty() && !isTouched(through)) {
            good.addAll(local.snapshots());
            good.retainAll(offsite.snapshots());
        }
        return "heal " + healed;
    }

    private String hold() throws IOException {
        count("hold");
        if (!held.isEmpty() && random.nextInt(3) > 0) {
            String id = held.iterator().next();
            // Whether or not every place could be told: what is released in one of them may go.
            held.remove(id);
            try {
                manager(UnaryOperator.identity(), "bot").release(GROUP, id, null);
                return "release " + id;
            } catch (IOException e) {
                return "release " + e;
            }
        }
        Set<String> both = new TreeSet<>(local.snapshots());
        both.retainAll(offsite.snapshots());
        if (both.isEmpty()) {
            return "hold nothing";
        }
        String id = List.copyOf(both).get(random.nextInt(both.size()));
        try {
            manager(UnaryOperator.identity(), "bot")
                    .hold(GROUP, new Hold(id, "model", "because", clock.instant(), null));
            if (isThere(local, id) && isThere(offsite, id)) {
                held.add(id);
            }
            return "hold " + id;
        } catch (IOException e) {
            return "hold " + e;
        }
    }

    private String restore() throws IOException {
        count("restore");
        clear(folder.resolve("restored/api-server/opt"));
        Path target = Files.createDirectories(folder.resolve("restored/api-server" + BotFiles.CONFIG));
        BackupOutcome outcome = manager(UnaryOperator.identity(), "restored").restore(GROUP, null, true);
        if (outcome instanceof Restored restored) {
            assertThat(read(target)).as("%s", outcome).isEqualTo(files.get(restored.snapshot()));
        } else {
            assertThat(local.snapshots().stream().noneMatch(local::isWhole)
                            || offsite.snapshots().stream().noneMatch(offsite::isWhole))
                    .as("%s", outcome)
                    .isTrue();
        }
        return "restore " + outcome;
    }

    /** In one place, and not before the other is mended. */
    private String rot() {
        count("rot");
        RepositoryModel one = random.nextBoolean() ? local : offsite;
        RepositoryModel other = one == local ? offsite : local;
        List<String> keys = one.store.keys();
        if (keys.isEmpty() || other.isRotten()) {
            return "rot nothing";
        }
        String key = keys.get(random.nextInt(keys.size()));
        byte[] bytes = Objects.requireNonNull(one.store.content().get(key)).clone();
        if (bytes.length == 0) {
            return "rot nothing";
        }
        if (random.nextInt(3) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        } else {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        one.rot(key, bytes);
        return "rot " + key + " in " + one.store.name();
    }

    /** Of the machine and its folder; the bucket has its own. */
    private String jump() {
        count("jump");
        Duration by = Duration.ofHours(random.nextInt(24 * 20) - 24 * 10);
        clock.advance(by);
        return "jump by " + by;
    }

    private String crash() throws IOException {
        count("crash");
        ChaosStore.Plan plan = new ChaosStore.Plan(
                random.nextBoolean() ? Fault.KILL_BEFORE : Fault.KILL_AFTER, 1 + random.nextInt(LONGEST_OPERATION));
        try {
            return plan + " in " + operation(store -> new ChaosStore(store, plan), false);
        } catch (IOException e) {
            return plan + ": " + e;
        }
    }

    private String interrupted() throws IOException {
        count("interrupted");
        List<String> inner = new CopyOnWriteArrayList<>();
        HookStore.Hook hook = new HookStore.Hook(1 + random.nextInt(LONGEST_OPERATION), () -> {
            isInner = true;
            try {
                inner.add(operation(UnaryOperator.identity(), false));
            } catch (IOException e) {
                inner.add(String.valueOf(e));
            } finally {
                isInner = false;
            }
        });
        try {
            String outer = operation(store -> new HookStore(store, hook), false);
            return outer + " interrupted by " + inner;
        } catch (IOException e) {
            return e + " interrupted by " + inner;
        }
    }

    private boolean isTouched(UnaryOperator<ObjectStore> through) {
        return !(through.apply(local.store) instanceof MemoryObjectStore);
    }

    /** Both clocks go on; a machine's clock that jumped is put right after a while. */
    private void advance(Duration by) {
        clock.advance(by);
        offsiteClock.advance(by);
        if (random.nextInt(20) == 0) {
            clock.advance(Duration.between(clock.instant(), offsiteClock.instant()));
        }
    }

    private Set<String> change() throws IOException {
        for (int i = 0; i < FILES; i++) {
            if (random.nextInt(3) > 0 || !Files.exists(source.resolve("file-" + i))) {
                byte[] bytes = new byte[random.nextInt(3) * 400];
                random.nextBytes(bytes);
                Files.write(source.resolve("file-" + i), bytes);
            }
        }
        return read(source);
    }

    private static Set<String> read(Path of) throws IOException {
        Set<String> found = new HashSet<>();
        try (Stream<Path> all = Files.list(of)) {
            for (Path file : all.toList()) {
                found.add(BotFiles.CONFIG + "/" + file.getFileName() + " " + Hash.sha256(Files.readAllBytes(file)));
            }
        }
        return found;
    }

    private void assertThatNothingIsLeftBehind() throws IOException {
        // given: the clocks are right, what was rotten is healed, and a few quiet days
        clock.advance(Duration.between(clock.instant(), offsiteClock.instant()));
        clock.advance(Duration.ofDays(20));
        offsiteClock.advance(Duration.ofDays(20));
        heal(UnaryOperator.identity());
        CatchUp places = new CatchUp(
                Depot.open(stores(UnaryOperator.identity()), encryption).repositories());
        for (RepositoryModel one : List.of(local, offsite)) {
            for (String id : one.withRottenManifest()) {
                places.forget(BotFiles.GROUP, id);
            }
        }
        for (RepositoryModel one : List.of(local, offsite)) {
            for (String id : one.held()) {
                new Holds(open(one)).release(BotFiles.GROUP, id, null);
            }
        }
        BackupManager manager = manager(UnaryOperator.identity(), "bot");
        for (int i = 0; i < 6; i++) {
            clock.advance(Duration.ofDays(2));
            offsiteClock.advance(Duration.ofDays(2));
            files.put(((Taken) manager.take(GROUP)).snapshot(), change());
            manager.expire(GROUP, true).forEach(one -> assertThat(one.failure()).isNull());
        }

        // then
        for (RepositoryModel one : List.of(local, offsite)) {
            Repository repository = open(one);
            Set<Hash> packs = repository.packs();
            Set<Hash> needed = new HashSet<>();
            for (String id : repository.snapshots(BotFiles.GROUP)) {
                SnapshotManifest manifest = Snapshots.checkFiles(repository, BotFiles.GROUP, id);
                needed.addAll(manifest.packs());
            }
            assertThat(repository.snapshots(BotFiles.GROUP)).hasSizeLessThan(8);
            assertThat(packs).isEqualTo(needed);
            assertThat(one.store.keys()).noneMatch(key -> key.startsWith("intents/") || key.startsWith("holds/"));
        }
    }

    private boolean isThere(RepositoryModel one, String id) {
        return one.store.keys().stream().anyMatch(key -> key.endsWith(id + ".json.zst"));
    }

    private Repository open(RepositoryModel one) throws IOException {
        return Repository.open(one.store, encryption).orElseThrow();
    }

    private List<ObjectStore> stores(UnaryOperator<ObjectStore> through) {
        return List.of(through.apply(local.store), through.apply(offsite.store));
    }

    private BackupManager manager(UnaryOperator<ObjectStore> through, String root) {
        return new BackupManager(
                Map.of(BotFiles.GROUP, stores(through)),
                encryption,
                Map.of(
                        "api-server",
                        new Host("api-server", "127.0.0.1", Map.of(), null, folder.resolve(root + "/api-server"))),
                new SqlClient(Map.of()),
                clock,
                Duration.ofSeconds(10));
    }

    private static void clear(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void count(String what) {
        done.merge(what, 1, Integer::sum);
    }
}
