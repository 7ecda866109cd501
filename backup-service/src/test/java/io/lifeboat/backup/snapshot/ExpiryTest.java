package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.expiry.Expired;
import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.repository.CatchUp;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.Intent;
import io.lifeboat.backup.repository.Intents;
import io.lifeboat.backup.repository.Mending;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.retention.Hold;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.store.ChaosStore;
import io.lifeboat.backup.store.ChaosStore.Fault;
import io.lifeboat.backup.store.ChaosStore.Plan;
import io.lifeboat.backup.store.ForwardingStore;
import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.backup.store.ObjectStore;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.sql.SqlClient;
import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes, when, and what keeps it from going; and expiry and healing, broken at every call to their places. */
class ExpiryTest {

    private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

    @TempDir
    Path bot;

    private final MutableClock clock = new MutableClock(NOW);
    private final MemoryObjectStore local = new MemoryObjectStore("local", clock);
    private final MemoryObjectStore offsite = new MemoryObjectStore("offsite", clock);

    @Test
    void shouldMarkThenWaitThenRemove() throws IOException {
        // given
        List<String> taken = take(4);

        // when
        Expired marked = expire(local).getFirst();

        // then
        assertThat(marked.failure()).isNull();
        assertThat(marked.marked().keySet()).containsExactlyInAnyOrder(taken.get(0), taken.get(1));
        assertThat(marked.removed()).isEmpty();
        assertThat(open(local).snapshots(BotFiles.GROUP)).hasSize(4);

        // when
        clock.advance(Duration.ofDays(1));
        Expired removed = expire(local).getFirst();

        // then
        assertThat(removed.removed()).containsExactlyInAnyOrder(taken.get(0), taken.get(1));
        assertThat(removed.packs()).isPositive();
        assertThatAllIsWhole(local, 2);
        assertThatNothingIsLeft(local);
    }

    @Test
    void shouldLetAHoldOfTheLastMinuteKeepWhatIsMarked() throws IOException {
        // given
        List<String> taken = take(4);
        expire(local, offsite);
        clock.advance(Duration.ofDays(1));
        String old = taken.getFirst();

        // when
        manager(local, offsite).hold(group(), new Hold(old, "incident 7", "is open", clock.instant(), null));

        // then
        assertThat(expire(local).getFirst().removed()).containsExactly(taken.get(1));
        assertThatAllIsWhole(local, 3);

        // when: a day after it is released it is gone
        assertThat(manager(local, offsite).release(group(), old, "incident 7")).isTrue();
        expire(local);
        clock.advance(Duration.ofDays(1));
        assertThat(expire(local).getFirst().removed()).containsExactly(old);
        assertThatNothingIsLeft(local);
    }

    @Test
    void shouldWaitForWhoeverWritesAndNotForTheDead() throws IOException {
        // given
        take(4);
        expire(local);
        clock.advance(Duration.ofDays(1));
        new Intents(open(local)).begin(Intent.Kind.WRITE, "snapshot", clock.instant());

        // then
        assertThat(expire(local).getFirst().waits()).startsWith("waits for the end of snapshot by process ");
        assertThatAllIsWhole(local, 4);
        clock.advance(Duration.ofHours(1));
        assertThat(expire(local).getFirst().removed()).hasSize(2);
        assertThatNothingIsLeft(local);
    }

    @Test
    void shouldStopWhereAListingLacksASnapshot() throws IOException {
        // given: whose packs are the same as those of one that goes, because nothing has changed
        take(1);
        String same = take(manager(local, offsite), false);
        take(2);
        expire(local);
        clock.advance(Duration.ofDays(1));
        Set<String> before = Set.copyOf(local.keys());

        // when
        Expired expired = manager(new ForwardingStore(local) {
                    @Override
                    public Page list(String prefix, @Nullable String after) throws IOException {
                        Page page = super.list(prefix, after);
                        return new Page(
                                page.objects().stream()
                                        .filter(head -> !head.key().contains(same))
                                        .toList(),
                                page.more());
                    }
                })
                .expire(group(), true)
                .getFirst();

        // then
        assertThat(expired.failure()).hasMessageContaining("lacks").hasMessageContaining(same);
        assertThat(local.keys()).containsAll(before);
    }

    @Test
    void shouldStopWhereAManifestCantBeRead() throws IOException {
        // given
        List<String> taken = take(4);
        expire(local);
        clock.advance(Duration.ofDays(1));
        String manifest = local.keys().stream()
                .filter(key -> key.contains(taken.get(2)))
                .findFirst()
                .orElseThrow();
        local.spoil(manifest, new byte[10]);
        Set<String> before = Set.copyOf(local.keys());

        // then
        assertThat(expire(local).getFirst().failure()).hasMessageContaining(taken.get(2));
        assertThat(local.keys()).containsAll(before);
    }

    @Test
    void shouldNotBringBackFromATwinWhatWasRemovedOnPurpose() throws IOException {
        // given
        take(4);
        expire(local);
        clock.advance(Duration.ofDays(1));
        expire(local);

        // when
        assertThat(heal(local, offsite).lost()).isEmpty();

        // then
        assertThatAllIsWhole(local, 2);
        assertThatAllIsWhole(offsite, 4);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSurviveAtEveryCallOfExpiry(Fault fault) throws IOException {
        // given
        List<String> taken = take(4);
        expire(local, offsite);
        clock.advance(Duration.ofDays(1));
        Map<String, byte[]> before = local.content();
        Map<String, byte[]> beforeOffsite = offsite.content();
        Instant time = clock.instant();
        Plan plan;
        int at = 0;
        do {
            at++;
            reset(local, before, time);
            reset(offsite, beforeOffsite, time);
            plan = new Plan(fault, at);

            // when
            Expired broken = expire(new ChaosStore(local, plan)).getFirst();

            // then
            assertThat(open(local).snapshots(BotFiles.GROUP))
                    .as("%s: %s", plan, broken)
                    .contains(taken.get(2), taken.get(3));
            for (String id : List.of(taken.get(2), taken.get(3))) {
                Snapshots.checkFiles(open(local), BotFiles.GROUP, id);
            }
            clock.advance(Intents.DEAD.plusMinutes(1));
            take(manager(local), false);
            clock.advance(Duration.ofDays(1));
            assertThat(expire(local).getFirst().failure()).as("%s", plan).isNull();
            clock.advance(Duration.ofDays(1));
            expire(local);
            assertThatAllIsWhole(local, 2);
            assertThatNothingIsLeft(local);
        } while (!plan.hasMissed());
        assertThat(at).as("calls").isGreaterThan(30);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSurviveAtEveryCallOfHealing(Fault fault) throws IOException {
        // given: one manifest and one pack of the local place are gone
        List<String> taken = take(3);
        for (String part : List.of(taken.get(1), "packs/")) {
            local.delete(local.keys().stream()
                    .filter(key -> key.contains(part))
                    .findFirst()
                    .orElseThrow());
        }
        Map<String, byte[]> before = local.content();
        Map<String, byte[]> beforeOffsite = offsite.content();
        Instant time = clock.instant();
        Plan plan;
        int at = 0;
        do {
            at++;
            reset(local, before, time);
            reset(offsite, beforeOffsite, time);
            plan = new Plan(fault, at);

            // when
            try {
                heal(new ChaosStore(local, plan), new ChaosStore(offsite, plan));
            } catch (IOException e) {
                // Killed while it looked at the keys.
            }

            // then
            assertThatAllIsWhole(offsite, 3);
            assertThat(heal(local, offsite).lost()).as("%s", plan).isEmpty();
            assertThatAllIsWhole(local, 3);
        } while (!plan.hasMissed());
        assertThat(at).as("calls").isGreaterThan(30);
    }

    private void reset(MemoryObjectStore store, Map<String, byte[]> content, Instant time) throws IOException {
        clock.advance(Duration.between(clock.instant(), time.minus(Duration.ofDays(1))));
        for (String key : store.keys()) {
            store.delete(key);
        }
        content.forEach(store::spoil);
        clock.advance(Duration.ofDays(1));
    }

    /** Two days apart. */
    private List<String> take(int count) throws IOException {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(take(manager(local, offsite), true));
            clock.advance(Duration.ofDays(2));
        }
        return taken;
    }

    private String take(BackupManager manager, boolean changed) throws IOException {
        Path config = Files.createDirectories(bot.resolve("api-server" + BotFiles.CONFIG));
        if (changed || !Files.exists(config.resolve("config.yaml"))) {
            Files.writeString(config.resolve("config.yaml"), "time: " + clock.instant());
        }
        return ((Taken) manager.take(group())).snapshot();
    }

    private List<Expired> expire(ObjectStore... stores) {
        return manager(stores).expire(group(), true);
    }

    private CatchUp.Healed heal(ObjectStore... stores) throws IOException {
        List<ObjectStore> all = List.of(stores);
        new Mending(all, TestKeys.OFF).mend(clock.instant());
        return new CatchUp(
                        Depot.openOrCreate(all, TestKeys.OFF, clock.instant()).repositories())
                .heal(List.of(BotFiles.GROUP), clock);
    }

    private void assertThatAllIsWhole(MemoryObjectStore store, int count) throws IOException {
        Repository repository = open(store);
        assertThat(repository.snapshots(BotFiles.GROUP)).hasSize(count);
        for (String id : repository.snapshots(BotFiles.GROUP)) {
            Snapshots.checkFiles(repository, BotFiles.GROUP, id);
        }
    }

    private void assertThatNothingIsLeft(MemoryObjectStore store) throws IOException {
        Repository repository = open(store);
        Set<Hash> needed = new HashSet<>();
        for (String id : repository.snapshots(BotFiles.GROUP)) {
            needed.addAll(repository.manifest(BotFiles.GROUP, id).packs());
        }
        assertThat(repository.packs()).isEqualTo(needed);
        assertThat(store.keys()).noneMatch(key -> key.startsWith("intents/") || key.startsWith("holds/"));
    }

    private static Repository open(MemoryObjectStore store) throws IOException {
        return Repository.open(store, TestKeys.OFF).orElseThrow();
    }

    private BackupManager manager(ObjectStore... stores) {
        return new BackupManager(
                Map.of(BotFiles.GROUP, List.of(stores)),
                TestKeys.OFF,
                BotFiles.hosts(bot),
                new SqlClient(Map.of()),
                clock,
                Duration.ofSeconds(10));
    }

    /** The last two are kept. */
    private static BackupGroup group() {
        return new BackupGroup(
                BotFiles.GROUP,
                "Configuration",
                null,
                List.of(new BackupGroup.Source("api-server", BotFiles.CONFIG)),
                List.of(),
                List.of(),
                null,
                new BackupGroup.Keep(2, 0, 0, 0, 0));
    }
}
