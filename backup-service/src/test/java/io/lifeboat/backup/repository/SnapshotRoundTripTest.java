package io.lifeboat.backup.repository;

import static io.lifeboat.backup.repository.Trees.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.backup.key.KeySource;
import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.PageSums;
import io.lifeboat.backup.store.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read back byte for byte, and what has not changed is not stored again. */
class SnapshotRoundTripTest {

    @TempDir
    Path folder;

    private final MemoryObjectStore store = new MemoryObjectStore("local", Clock.systemUTC());

    static Stream<List<KeySource>> keys() {
        return Stream.of(List.of(), List.of(TestKeys.SOURCE));
    }

    /** Longer than a day's hours. */
    @Test
    void shouldRestoreEverySnapshotOfAChain() throws IOException {
        // given: a database, a state that changes a little each hour, many small files, and one that is empty
        Repository repository = create(store, List.of(TestKeys.SOURCE));
        Random random = new Random(1);
        Map<String, byte[]> files = new TreeMap<>();
        files.put("/base-1.rel", noise(random, 150 * PageSums.PAGE));
        files.put("/base-2.rel", noise(random, PageSums.PAGE));
        files.put("/state.json", noise(random, 400_000));
        files.put("/large.bin", noise(random, BlockSink.BLOCK + 12_345));
        files.put("/empty", new byte[0]);
        for (int i = 0; i < 40; i++) {
            files.put("/config-" + i, ("pair: " + i + "\n").repeat(i).getBytes(UTF_8));
        }
        List<Map<String, byte[]>> taken = new ArrayList<>();
        SnapshotManifest parent = null;

        // when
        for (int hour = 0; hour < 30; hour++) {
            parent = Trees.take(List.of(repository), id(hour), parent, files);
            taken.add(new TreeMap<>(files));
            if (hour > 0) {
                assertThat(parent.addedBytes()).as("hour %d", hour).isLessThan(700_000);
            }
            change(random, files, hour);
        }

        // then
        assertThat(repository.snapshots(Trees.COMPONENT)).hasSize(30);
        for (int hour : new int[] {0, 1, 2, 15, 23, 24, 25, 29}) {
            Trees.assertRestores(repository, id(hour), taken.get(hour), folder.resolve("at-" + hour));
            SnapshotReader.check(repository, repository.manifest(Trees.COMPONENT, id(hour)), 2);
        }
    }

    @Test
    void shouldStoreOnlyThePagesThatHaveChanged() throws IOException {
        // given
        Repository repository = create(store, List.of());
        Random random = new Random(2);
        byte[] table = noise(random, 1_000 * PageSums.PAGE);
        SnapshotManifest first = Trees.take(List.of(repository), id(0), null, Map.of("/t.rel", table));

        // when: ten pages at random places, and five new ones
        byte[] after = Arrays.copyOf(table, table.length + 5 * PageSums.PAGE);
        for (int i = 0; i < 10; i++) {
            after[(i * 97 + 3) * PageSums.PAGE + i] ^= 1;
        }
        for (int i = table.length; i < after.length; i++) {
            after[i] = (byte) random.nextInt();
        }
        SnapshotManifest second = Trees.take(List.of(repository), id(1), first, Map.of("/t.rel", after));

        // then
        assertThat(second.addedBytes()).isBetween(15L * PageSums.PAGE, 16L * PageSums.PAGE);
        Trees.assertRestores(repository, id(1), Map.of("/t.rel", after), folder.resolve("x"));
        Trees.assertRestores(repository, id(0), Map.of("/t.rel", table), folder.resolve("y"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void shouldStore24HoursOfStateInLittleMoreThanOne(List<KeySource> keys) throws IOException {
        // given
        Repository repository = create(store, keys);
        Random random = new Random(3);
        byte[] state = noise(random, 1_000_000);
        SnapshotManifest parent = null;
        long added = 0;

        // when
        for (int hour = 0; hour < 24; hour++) {
            parent = Trees.take(List.of(repository), id(hour), parent, Map.of("/state.json", state));
            added += parent.addedBytes();
            state = state.clone();
            for (int i = 0; i < 50; i++) {
                state[random.nextInt(state.length)] ^= 1;
            }
        }

        // then
        assertThat(added).isLessThan(1_100_000);
    }

    @Test
    void shouldBeInBothRepositoriesUnderTheSameNames() throws IOException {
        // given
        Repository local = create(store, List.of(TestKeys.SOURCE));
        MemoryObjectStore other = new MemoryObjectStore("offsite", Clock.systemUTC());
        Repository offsite = NewRepository.create(other, TestKeys.ENCRYPTED, local, Instant.EPOCH);
        Map<String, byte[]> files = Map.of("/a", noise(new Random(4), 300_000));

        // when
        Trees.take(List.of(local, offsite), id(0), null, files);

        // then
        assertThat(offsite.packs()).isEqualTo(local.packs()).hasSize(1);
        Trees.assertRestores(offsite, id(0), files, folder.resolve("x"));
    }

    @Test
    void shouldNotTakeAManifestOfAnotherRepositoryOrId() throws IOException {
        // given
        Repository local = create(store, List.of(TestKeys.SOURCE));
        MemoryObjectStore other = new MemoryObjectStore("offsite", Clock.systemUTC());
        Repository offsite = NewRepository.create(other, TestKeys.ENCRYPTED, local, Instant.EPOCH);
        Trees.take(List.of(local), id(0), null, Map.of("/a", new byte[10]));
        String key = RepositoryLayout.manifest(Trees.COMPONENT, id(0));
        byte[] manifest = store.get(key).orElseThrow().bytes();

        // when
        other.create(key, manifest);
        store.create(RepositoryLayout.manifest(Trees.COMPONENT, id(1)), manifest);

        // then
        for (Repository repository : List.of(local, offsite)) {
            assertThatThrownBy(() -> repository.manifest(Trees.COMPONENT, repository == local ? id(1) : id(0)))
                    .isInstanceOf(DamagedException.class)
                    .hasMessageContaining("does not match its seal");
        }
    }

    @Test
    void shouldRefuseWhatIsOfANewerFormat() throws IOException {
        store.create(
                "repo.json",
                "{\"format\":2,\"id\":\"x\",\"encrypted\":false,\"createdAt\":\"2026-01-01T00:00:00Z\"}"
                        .getBytes(UTF_8));
        assertThatThrownBy(() -> Repository.open(store, TestKeys.OFF))
                .hasMessage("local: a repository of format 2, this Lifeboat knows 1: use a newer one");
    }

    @Test
    void shouldRefuseIdsThatClimb() throws IOException {
        Repository repository = create(store, List.of());
        assertThatThrownBy(() -> repository.manifest("../keys", id(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> repository.manifest(Trees.COMPONENT, "../../x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Repository create(MemoryObjectStore store, List<KeySource> keys) throws IOException {
        return NewRepository.create(store, keys.isEmpty() ? TestKeys.OFF : TestKeys.ENCRYPTED, null, Instant.EPOCH);
    }

    private static void change(Random random, Map<String, byte[]> files, int hour) {
        byte[] table = Objects.requireNonNull(files.get("/base-1.rel")).clone();
        for (int i = 0; i < 5; i++) {
            table[random.nextInt(table.length)] ^= 1;
        }
        files.put("/base-1.rel", hour % 7 == 6 ? Arrays.copyOf(table, table.length - PageSums.PAGE) : table);
        byte[] state = Objects.requireNonNull(files.get("/state.json")).clone();
        for (int i = 0; i < 20; i++) {
            state[random.nextInt(state.length)] ^= 1;
        }
        files.put("/state.json", state);
        files.put("/config-" + hour, ("changed: " + hour + "\n").getBytes(UTF_8));
        files.remove("/config-" + (39 - hour));
    }

    private static byte[] noise(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
