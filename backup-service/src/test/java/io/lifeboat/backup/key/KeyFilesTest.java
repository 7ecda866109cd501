package io.lifeboat.backup.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.EncodedFrame;
import io.lifeboat.backup.pack.FrameCodec;
import io.lifeboat.backup.pack.FrameKind;
import io.lifeboat.backup.store.ForwardingStore;
import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.backup.store.ObjectKeys;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KeyFilesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
    private static final KeySource FILE = new KeySource.File("0123456789abcdef0123456789abcdef".getBytes(UTF_8));
    private static final KeySource PASSPHRASE = new KeySource.Passphrase("correct horse".getBytes(UTF_8));
    private static final byte[] PLAIN = "EURUSD".repeat(50).getBytes(UTF_8);

    private final ObjectStore store = new MemoryObjectStore("here", Clock.systemUTC());
    private final KeyFiles keys = TestKeys.files(store);

    @Test
    void shouldOpenWithEitherOfTwoSecrets() throws Exception {
        // given
        KeyRing ring = keys.create(FILE, "server", NOW);
        keys.add(ring, PASSPHRASE, "safe", NOW);
        EncodedFrame frame = encode(ring);

        // then
        assertThat(decode(keys.open(FILE), frame)).isEqualTo(PLAIN);
        assertThat(decode(keys.open(PASSPHRASE), frame)).isEqualTo(PLAIN);
        assertThat(keys.list()).extracting(KeyFiles.Slot::label).containsExactlyInAnyOrder("server", "safe");
    }

    @Test
    void shouldSurviveTheLossOfOneKeyOfTwo() throws Exception {
        // given
        KeyRing ring = keys.create(FILE, "server", NOW);
        EncodedFrame frame = encode(ring);
        keys.add(ring, PASSPHRASE, "safe", NOW);

        // when
        keys.remove(PASSPHRASE, slot("server"));

        // then
        assertThat(decode(keys.open(PASSPHRASE), frame)).isEqualTo(PLAIN);
        assertThatThrownBy(() -> keys.open(FILE))
                .isInstanceOf(WrongKeyException.class)
                .hasMessage("here: none of its 1 key slots opens with a key file");
    }

    @Test
    void shouldNotRemoveTheLastSlot() throws Exception {
        // given
        keys.create(FILE, "server", NOW);

        // then
        assertThatThrownBy(() -> keys.remove(FILE, slot("server"))).hasMessageContaining("the last key slot");
        assertThatThrownBy(() -> keys.remove(FILE, "nobody")).hasMessageContaining("no key slot 'nobody'");
        assertThat(keys.list()).hasSize(1);
    }

    @Test
    void shouldLockNobodyOut() throws Exception {
        // given
        KeyRing ring = keys.create(FILE, "server", NOW);
        keys.add(ring, PASSPHRASE, "safe", NOW);

        // then
        assertThatThrownBy(() -> keys.remove(FILE, slot("server"))).hasMessageContaining("the slot of the key in use");
        assertThat(keys.list()).hasSize(2);
    }

    /** Killed between the slot and the generation, and done again; and again with nothing left to do. */
    @Test
    void shouldGoOnWhereACrashHasLeftHalfOfTheFirstKeys() throws Exception {
        // given
        ObjectStore dying = new ForwardingStore(store) {
            @Override
            public Put create(String key, byte[] bytes) throws IOException {
                if (key.contains("generation")) {
                    throw new IOException("killed");
                }
                return super.create(key, bytes);
            }
        };
        assertThatThrownBy(() -> TestKeys.files(dying).create(FILE, "server", NOW))
                .hasMessage("killed");

        // when
        EncodedFrame frame = encode(keys.create(FILE, "server", NOW));

        // then
        assertThat(decode(keys.create(FILE, "server", NOW), frame)).isEqualTo(PLAIN);
        assertThat(keys.list()).hasSize(1);
    }

    @Test
    void shouldMakeOneKeyWhereTwoMakeItAtOnce() throws Exception {
        // given: another who has seen nothing yet, and is done first
        ObjectStore late = new ForwardingStore(store) {
            @Override
            public Put create(String key, byte[] bytes) throws IOException {
                if (key.contains("slot")) {
                    keys.create(FILE, "first", NOW);
                }
                return super.create(key, bytes);
            }
        };

        // when
        KeyRing ring = TestKeys.files(late).create(FILE, "second", NOW);

        // then
        assertThat(decode(keys.open(FILE), encode(ring))).isEqualTo(PLAIN);
        assertThat(keys.list()).extracting(KeyFiles.Slot::label).containsExactly("first");
    }

    @Test
    void shouldOpenWithOneKeyWhereTheSlotOfAnotherIsDamaged() throws Exception {
        // given
        KeyRing ring = keys.create(FILE, "server", NOW);
        keys.add(ring, PASSPHRASE, "safe", NOW);
        String key = "keys/slot-" + slot("safe") + ".json";
        byte[] bytes = store.get(key).orElseThrow().bytes();
        bytes[bytes.length / 2] ^= 1;
        store.delete(key);
        store.create(key, bytes);

        // then
        assertThat(decode(keys.open(FILE), encode(ring))).isEqualTo(PLAIN);
        assertThatThrownBy(() -> keys.check(ring)).isInstanceOf(DamagedException.class);
        assertThatThrownBy(() -> keys.open(PASSPHRASE)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldMendItsKeysFromATwinAndNeverOverwriteThoseOfAnother() throws Exception {
        // given
        KeyRing ring = keys.create(FILE, "server", NOW);
        keys.add(ring, PASSPHRASE, "safe", NOW);
        MemoryObjectStore twin = new MemoryObjectStore("twin", Clock.systemUTC());
        keys.copyTo(TestKeys.files(twin), ring);
        MemoryObjectStore stranger = new MemoryObjectStore("stranger", Clock.systemUTC());
        TestKeys.files(stranger).create(FILE, "other", NOW);

        // when
        twin.spoil("keys/generation-001.json", new byte[3]);
        twin.delete("keys/slot-" + slot("safe") + ".json");
        assertThat(TestKeys.files(twin).mendFrom(keys, ring)).hasSize(2);
        stranger.spoil("keys/generation-001.json", new byte[3]);

        // then
        assertThat(decode(TestKeys.files(twin).open(PASSPHRASE), encode(ring))).isEqualTo(PLAIN);
        assertThat(TestKeys.files(stranger).mendFrom(keys, ring)).isEmpty();
        assertThat(stranger.get("keys/generation-001.json").orElseThrow().bytes())
                .hasSize(3);
    }

    @Test
    void shouldReadOldDataAfterARotation() throws Exception {
        // given
        KeyRing before = keys.create(FILE, "server", NOW);
        EncodedFrame old = encode(before);

        // when
        KeyRing after = keys.rotate(before);
        EncodedFrame fresh = encode(after);

        // then
        assertThat(fresh.header().generation()).isEqualTo(2);
        assertThat(decode(keys.open(FILE), old)).isEqualTo(PLAIN);
        assertThat(decode(keys.open(FILE), fresh)).isEqualTo(PLAIN);
        assertThat(fresh.header().id())
                .as("what is stored already is found again")
                .isEqualTo(old.header().id());
        assertThatThrownBy(() -> decode(before, fresh))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("generation 2");
    }

    @Test
    void shouldRefuseAnotherPassphrase() throws Exception {
        keys.create(PASSPHRASE, "safe", NOW);
        assertThatThrownBy(() -> keys.open(new KeySource.Passphrase("wrong horse".getBytes(UTF_8))))
                .isInstanceOf(WrongKeyException.class)
                .message()
                .doesNotContain("horse");
    }

    @Test
    void shouldNotSpendAllMemoryOnAForgedSlot() throws Exception {
        // given
        KeyFiles expensive = new KeyFiles(store, new KeySlot.Cost(1 << 4, 1, 1));
        expensive.create(PASSPHRASE, "safe", NOW);
        String key = ObjectKeys.all(store, "keys/").stream()
                .map(ObjectStore.Head::key)
                .filter(one -> one.contains("slot-"))
                .findFirst()
                .orElseThrow();
        ObjectStore.Stored stored = store.get(key).orElseThrow();
        byte[] forged = new String(stored.bytes(), UTF_8)
                .replace("\"n\":16", "\"n\":1073741824")
                .getBytes(UTF_8);
        store.replace(key, forged, stored.tag());

        // then
        assertThatThrownBy(() -> keys.open(PASSPHRASE)).hasMessageContaining("memory");
    }

    @Test
    void shouldNoticeEveryFlippedByteOfAKey() throws Exception {
        // given
        keys.create(FILE, "server", NOW);
        for (ObjectStore.Head head : ObjectKeys.all(store, "keys/")) {
            ObjectStore.Stored stored = store.get(head.key()).orElseThrow();
            String text = new String(stored.bytes(), UTF_8);
            int from = text.indexOf("\"wrapped\":\"") + 11;
            for (int i = from; i < text.length() - 4; i += 3) {
                byte[] flipped = stored.bytes().clone();
                flipped[i] = (byte) (flipped[i] == 'A' ? 'B' : 'A');
                ObjectStore other = new MemoryObjectStore("other", Clock.systemUTC());
                for (ObjectStore.Head one : ObjectKeys.all(store, "keys/")) {
                    byte[] bytes = store.get(one.key()).orElseThrow().bytes();
                    other.create(one.key(), one.key().equals(head.key()) ? flipped : bytes);
                }

                // then
                if (!Arrays.equals(flipped, stored.bytes())) {
                    assertThatThrownBy(() -> TestKeys.files(other).open(FILE))
                            .as("%s, byte %d", head.key(), i)
                            .isInstanceOfAny(WrongKeyException.class, DamagedException.class);
                }
            }
        }
    }

    @Test
    void shouldRefuseWhatIsNoKey() {
        assertThatThrownBy(() -> new KeySource.File(new byte[31])).hasMessageContaining("32 bytes or more");
        assertThatThrownBy(() -> new KeySource.Passphrase(new byte[0])).hasMessageContaining("empty");
        assertThat(FILE + " " + PASSPHRASE).isEqualTo("a key file a passphrase");
    }

    private String slot(String label) throws Exception {
        return keys.list().stream()
                .filter(slot -> slot.label().equals(label))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static EncodedFrame encode(KeyRing ring) {
        try (FrameCodec codec = new FrameCodec(ring)) {
            return codec.encode(FrameKind.CONTENT, PLAIN, 0, PLAIN.length, 3, null);
        }
    }

    private static byte[] decode(KeyRing ring, EncodedFrame frame) throws Exception {
        try (FrameCodec codec = new FrameCodec(ring)) {
            return codec.decode(frame.header(), frame.payload(), 0, null);
        }
    }
}
