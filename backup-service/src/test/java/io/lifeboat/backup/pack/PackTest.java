package io.lifeboat.backup.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.backup.store.ObjectStore;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packs, with keys and without. */
class PackTest {

    private static final int LIMIT = 1 << 20;

    static Stream<FrameCipher> ciphers() throws Exception {
        return Stream.of(FrameCipher.NONE, TestKeys.ring());
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void shouldBeReadInThreeWays(FrameCipher cipher) throws Exception {
        // given
        Pack pack = pack(cipher, 20);
        ObjectStore store = new MemoryObjectStore("here", Clock.systemUTC());
        store.create("packs/x.pack", pack.bytes());

        // when
        List<FrameEntry> whole = PackReader.frames(cipher, pack.name(), pack.bytes());
        List<FrameEntry> ranged = PackReader.frames(cipher, store, "packs/x.pack", pack.name());
        List<FrameEntry> scanned = PackReader.scan(pack.bytes());

        // then
        for (List<FrameEntry> frames : List.of(whole, ranged, scanned)) {
            assertThat(frames).extracting(FrameEntry::header).containsExactlyElementsOf(headers(pack));
            assertThat(frames.getLast().offset())
                    .isEqualTo(pack.frames().getLast().offset());
        }
        assertThat(whole.getFirst().pageSums())
                .isEqualTo(pack.frames().getFirst().pageSums());
        try (FrameCodec codec = new FrameCodec(cipher)) {
            FrameEntry one = whole.get(7);
            assertThat(codec.decode(one.header(), pack.bytes(), one.offset() + FrameHeader.SIZE, null))
                    .isEqualTo(content(7));
        }
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void shouldNoticeEveryFlippedByte(FrameCipher cipher) {
        // given
        Pack pack = pack(cipher, 2);

        for (int i = 0; i < pack.bytes().length; i += i > 200 && i < pack.bytes().length - 600 ? 37 : 1) {
            // when
            byte[] flipped = pack.bytes().clone();
            flipped[i] ^= 0x04;

            // then: by its name, and with another name by what is in it
            assertThatThrownBy(() -> PackReader.frames(cipher, pack.name(), flipped))
                    .as("byte %d", i)
                    .isInstanceOf(DamagedException.class);
            assertThatThrownBy(() -> readAll(cipher, flipped)).as("byte %d", i).isInstanceOf(DamagedException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void shouldNoticeThatItIsCutShort(FrameCipher cipher) throws Exception {
        // given
        Pack pack = pack(cipher, 3);

        for (int length = 0; length < pack.bytes().length; length += 61) {
            byte[] cut = Arrays.copyOf(pack.bytes(), length);
            ObjectStore store = new MemoryObjectStore("here", Clock.systemUTC());
            store.create("packs/x.pack", cut);

            // then
            assertThatThrownBy(() -> PackReader.frames(cipher, store, "packs/x.pack", pack.name()))
                    .as("%d bytes", length)
                    .isInstanceOf(DamagedException.class)
                    .hasMessageStartingWith("here: ");
        }
        // and: what is whole of it can still be found
        byte[] withoutEnd = Arrays.copyOf(pack.bytes(), pack.frames().getLast().offset() + 10);
        assertThat(PackReader.scan(withoutEnd)).hasSize(2);
    }

    private static void readAll(FrameCipher cipher, byte[] bytes) throws DamagedException {
        try (FrameCodec codec = new FrameCodec(cipher)) {
            for (FrameEntry frame : PackReader.frames(cipher, Hash.sha256(bytes), bytes)) {
                byte[] plain = codec.decode(frame.header(), bytes, frame.offset() + FrameHeader.SIZE, null);
                if (frame.header().kind() == FrameKind.PAGES
                        && !Arrays.equals(frame.pageSums(), PageSums.of(cipher, plain, 0, plain.length))) {
                    throw new DamagedException("sums");
                }
            }
        }
    }

    private static Pack pack(FrameCipher cipher, int frames) {
        PackWriter writer = new PackWriter(cipher, LIMIT);
        try (FrameCodec codec = new FrameCodec(cipher)) {
            for (int i = 0; i < frames; i++) {
                byte[] plain = content(i);
                FrameKind kind = i == 0 ? FrameKind.PAGES : FrameKind.CONTENT;
                writer.add(codec.encode(kind, plain, 0, plain.length, 3, null));
            }
        }
        return writer.finish();
    }

    private static byte[] content(int i) {
        return i == 0 ? FrameCodecTest.noise(PageSums.PAGE) : FrameCodecTest.text(1_000 + i);
    }

    private static List<FrameHeader> headers(Pack pack) {
        return pack.frames().stream().map(FrameEntry::header).toList();
    }
}
