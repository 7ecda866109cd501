package io.lifeboat.backup.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.backup.store.ObjectStore.Put;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store promises. */
public abstract class ObjectStoreContract {

    protected ObjectStore store;

    @BeforeEach
    void open() throws IOException {
        store = create();
    }

    /** Empty, and called {@code here}. */
    protected abstract ObjectStore create() throws IOException;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 5_000_001})
    void shouldGiveBackWhatWasCreated(int size) throws IOException {
        // given
        byte[] bytes = bytes(size);

        // when
        Put put = store.create("packs/ab/x.pack", bytes);

        // then: FOUND, where the answer was lost on its way and the store was asked again
        assertThat(put).isIn(Put.CREATED, Put.FOUND);
        assertThat(store.get("packs/ab/x.pack").orElseThrow().bytes()).isEqualTo(bytes);
        assertThat(store.head("packs/ab/x.pack").orElseThrow().size()).isEqualTo(size);
        assertThat(store.name()).isEqualTo("here");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 131_072, 5_000_001})
    void shouldSumWhatItWouldGive(int size) throws Exception {
        // given
        byte[] bytes = bytes(size);
        store.create("packs/ab/x.pack", bytes);

        // when
        String sum = store.sha256("packs/ab/x.pack").orElseThrow();

        // then
        assertThat(sum)
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }

    /** Where the store has locks; elsewhere it says so, and nothing happens. */
    @Test
    void shouldKeepWhatIsLocked() throws IOException {
        // given
        Instant until = Instant.parse("2999-01-01T00:00:00Z");
        store.create("a/locked", bytes(10));
        assertThat(store.lockedUntil("a/locked")).isEmpty();
        assertThat(store.lockedUntil("a/nothing")).isEmpty();

        // when
        store.lock("a/locked", until);
        store.lock("a/locked", until.minusSeconds(1));

        // then
        if (store.hasLocks()) {
            assertThat(store.lockedUntil("a/locked")).contains(until);
            assertThatThrownBy(() -> store.delete("a/locked"))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("here: ");
            assertThat(store.get("a/locked").orElseThrow().bytes()).isEqualTo(bytes(10));
        } else {
            assertThat(store.lockedUntil("a/locked")).isEmpty();
            store.delete("a/locked");
            assertThat(store.head("a/locked")).isEmpty();
        }
    }

    @Test
    void shouldHaveNothingWhereNothingIs() throws IOException {
        assertThat(store.get("a/b")).isEmpty();
        assertThat(store.sha256("a/b")).isEmpty();
        assertThat(store.head("a/b")).isEmpty();
        assertThat(ObjectKeys.all(store, "a/")).isEmpty();
        assertThat(store.replace("a/b", bytes(1), "tag")).isEmpty();
        store.delete("a/b");
        assertThatThrownBy(() -> store.range("a/b", 0, 1))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("here: ");
    }

    @Test
    void shouldNeverChangeAnObject() throws IOException {
        // given
        store.create("a/b", "first".getBytes(UTF_8));

        // when
        assertThatThrownBy(() -> store.create("a/b", "second".getBytes(UTF_8)))
                .isInstanceOf(ObjectExistsException.class)
                .hasMessageStartingWith("here: ");

        // then
        assertThat(store.get("a/b").orElseThrow().bytes()).isEqualTo("first".getBytes(UTF_8));
    }

    @Test
    void shouldFindItsOwnBytesWhenAskedAgain() throws IOException {
        // given
        store.create("a/b", bytes(10));

        // then
        assertThat(store.create("a/b", bytes(10))).isEqualTo(Put.FOUND);
    }

    @Test
    void shouldReadAPart() throws IOException {
        // given
        byte[] bytes = bytes(1000);
        store.create("a/b", bytes);

        // then
        assertThat(store.range("a/b", 10, 20)).isEqualTo(Arrays.copyOfRange(bytes, 10, 30));
        assertThat(store.range("a/b", 999, 1)).hasSize(1);
        assertThatThrownBy(() -> store.range("a/b", 990, 20))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("here: ");
    }

    @Test
    void shouldListInOrderAndWithinTheFolderOnly() throws IOException {
        // given
        for (int i = 19; i >= 0; i--) {
            store.create("list/%02d".formatted(i), bytes(i));
        }
        store.create("lists/other", bytes(1));

        // when
        List<ObjectStore.Head> found = ObjectKeys.all(store, "list/");

        // then
        assertThat(found).hasSize(20).isSortedAccordingTo(Comparator.comparing(ObjectStore.Head::key));
        assertThat(found.get(7).size()).isEqualTo(7);
        assertThat(store.list("list/", "list/17").objects())
                .extracting(ObjectStore.Head::key)
                .containsExactly("list/18", "list/19");
    }

    @Test
    void shouldDelete() throws IOException {
        // given
        store.create("a/b", bytes(3));

        // when
        store.delete("a/b");

        // then
        assertThat(store.get("a/b")).isEmpty();
        assertThat(store.create("a/b", bytes(4))).isEqualTo(Put.CREATED);
    }

    @Test
    void shouldReplaceOnlyWhatWasRead() throws IOException {
        // given
        store.create("leases/a.json", "1".getBytes(UTF_8));
        String tag = store.get("leases/a.json").orElseThrow().tag();

        // when
        String second = store.replace("leases/a.json", "2".getBytes(UTF_8), tag).orElseThrow();

        // then
        assertThat(store.replace("leases/a.json", "3".getBytes(UTF_8), tag)).isEmpty();
        assertThat(store.get("leases/a.json").orElseThrow().bytes()).isEqualTo("2".getBytes(UTF_8));
        assertThat(store.replace("leases/a.json", "4".getBytes(UTF_8), second)).isPresent();
    }

    @Test
    void shouldLetOneOfManyCreate() throws Exception {
        // given
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            byte[] mine = {(byte) i};
            writers.add(() -> {
                try {
                    return store.create("a/race", mine) == Put.CREATED;
                } catch (ObjectExistsException e) {
                    return false;
                }
            });
        }

        // when
        int winners = 0;
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : pool.invokeAll(writers)) {
                winners += result.get() ? 1 : 0;
            }
        }

        // then
        assertThat(winners).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "..", "../x", "a/../b", "a//b", "/a", "a/", ".hidden", "a/.b", "a\0b", "a\\b"})
    void shouldRefuseWhatIsNoKey(String key) {
        assertThatThrownBy(() -> store.create(key, bytes(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.get(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.delete(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.list("../" + key, null)).isInstanceOf(IllegalArgumentException.class);
    }

    protected static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
