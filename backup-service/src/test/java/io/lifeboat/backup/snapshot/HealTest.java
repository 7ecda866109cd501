package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.repository.CatchUp;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.Mending;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Restored;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.snapshot.BackupOutcome.Verified;
import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.backup.store.ObjectStore;
import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each object of a place damaged, cut off and removed: found, healed from the twin, and never restored silently. */
class HealTest {

    private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

    @TempDir
    Path bot;

    private final MutableClock clock = new MutableClock(NOW);
    private final MemoryObjectStore local = new MemoryObjectStore("local", clock);
    private final MemoryObjectStore offsite = new MemoryObjectStore("offsite", clock);
    private BackupManager manager;
    private String first;
    private String second;

    @BeforeEach
    void take() throws IOException {
        BotFiles.write(bot);
        manager = BotFiles.manager(bot, clock, Duration.ofSeconds(10), local, offsite);
        first = ((Taken) manager.take(BotFiles.group())).snapshot();
        clock.advance(Duration.ofHours(1));
        Files.writeString(config(), "port: 9000\n".repeat(200));
        second = ((Taken) manager.take(BotFiles.group())).snapshot();
    }

    @Test
    void shouldFindAndHealWhateverHasRotted() throws IOException {
        for (Map.Entry<String, byte[]> object : local.content().entrySet()) {
            byte[] good = object.getValue();
            for (byte[] bad : List.of(
                    flipped(good, 0),
                    flipped(good, good.length / 2),
                    flipped(good, good.length - 1),
                    Arrays.copyOf(good, good.length / 2),
                    new byte[0])) {
                // given
                local.spoil(object.getKey(), bad);

                // then
                assertThatItIsFoundAndHealed(object.getKey() + " of " + bad.length + " bytes");
            }
            local.delete(object.getKey());
            assertThatItIsFoundAndHealed("no " + object.getKey());
        }
    }

    @Test
    void shouldHealAPlaceOfWhichNothingIsLeft() throws IOException {
        // given
        for (String key : local.keys()) {
            local.delete(key);
        }

        // when
        CatchUp.Healed healed = heal();

        // then
        assertThat(healed.snapshots()).isEqualTo(2);
        assertThat(healed.lost()).isEmpty();
        assertThatAllIsWhole("a new place");
    }

    @Test
    void shouldSayWhatNobodyHasAnyMoreAndLeaveTheRest() throws IOException {
        // given: what only the second needs
        String pack = local.keys().stream()
                .filter(key -> key.startsWith("packs/"))
                .filter(this::isOfTheSecondAlone)
                .findFirst()
                .orElseThrow();
        for (MemoryObjectStore store : List.of(local, offsite)) {
            store.spoil(pack, flipped(store.get(pack).orElseThrow().bytes(), 100));
        }

        // when
        CatchUp.Healed healed = heal();

        // then
        assertThat(healed.lost()).hasSize(2).allMatch(line -> line.startsWith("snapshot " + second + ": "));
        assertThat(manager.verify(BotFiles.group(), first)).isInstanceOf(Verified.class);
        assertThat(local.get(pack)).as("it may be good for something yet").isPresent();
        assertThat(((Restored) manager.restore(BotFiles.group(), null, true)).snapshot())
                .isEqualTo(first);
    }

    private boolean isOfTheSecondAlone(String pack) {
        try {
            return !Depot.open(List.of((ObjectStore) local), TestKeys.ENCRYPTED)
                    .repositories()
                    .getFirst()
                    .manifest(BotFiles.GROUP, first)
                    .packs()
                    .stream()
                    .anyMatch(name -> pack.contains(name.hex()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertThatItIsFoundAndHealed(String what) throws IOException {
        List<BackupOutcome> outcomes =
                List.of(manager.verify(BotFiles.group(), first), manager.verify(BotFiles.group(), second));
        assertThat(outcomes).as(what).hasAtLeastOneElementOfType(Failed.class);
        Files.writeString(config(), "broken");
        assertThat(manager.restore(BotFiles.group(), second, true)).as(what).isInstanceOf(Restored.class);
        assertThat(config()).as(what).content().startsWith("port: 9000");
        assertThat(heal().lost()).as(what).isEmpty();
        assertThatAllIsWhole(what);
    }

    private void assertThatAllIsWhole(String what) {
        for (String id : List.of(first, second)) {
            assertThat(manager.verify(BotFiles.group(), id, true)).as(what).isInstanceOf(Verified.class);
        }
    }

    private CatchUp.Healed heal() throws IOException {
        List<ObjectStore> stores = List.of(local, offsite);
        new Mending(stores, TestKeys.ENCRYPTED).mend(NOW);
        Depot depot = Depot.openOrCreate(stores, TestKeys.ENCRYPTED, NOW);
        assertThat(depot.failures()).isEmpty();
        return new CatchUp(depot.repositories()).heal(List.of(BotFiles.GROUP), clock);
    }

    private Path config() {
        return bot.resolve("api-server" + BotFiles.CONFIG + "/api_config.yaml");
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] wrong = bytes.clone();
        wrong[at] ^= 1;
        return wrong;
    }
}
