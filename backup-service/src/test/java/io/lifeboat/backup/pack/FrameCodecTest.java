package io.lifeboat.backup.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.backup.key.TestKeys;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames, with keys and without. */
class FrameCodecTest {

    static Stream<FrameCipher> ciphers() throws Exception {
        return Stream.of(FrameCipher.NONE, TestKeys.ring());
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void shouldGiveBackWhatWasEncoded(FrameCipher cipher) throws Exception {
        try (FrameCodec codec = new FrameCodec(cipher)) {
            for (byte[] plain : new byte[][] {{}, {1}, text(100_000), noise(70_000), new byte[1 << 20]}) {
                // when
                EncodedFrame frame = codec.encode(FrameKind.CONTENT, plain, 0, plain.length, 3, null);

                // then
                assertThat(decode(codec, frame, null)).isEqualTo(plain);
                assertThat(frame.header())
                        .isEqualTo(FrameHeader.read(frame.header().bytes(), 0));
                assertThat(frame.payload()).hasSize(frame.header().storedLength());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void shouldStoreLittleOfWhatTheDictionaryHas(FrameCipher cipher) throws Exception {
        try (FrameCodec codec = new FrameCodec(cipher)) {
            // given: incompressible by itself, and changed at a hundred places
            byte[] before = noise(2_000_000);
            byte[] after = before.clone();
            for (int i = 0; i < 100; i++) {
                after[i * 19_997] ^= 0x55;
            }
            Dictionary dictionary = new Dictionary(cipher.id(before, 0, before.length), before);

            // when
            EncodedFrame frame = codec.encode(FrameKind.CONTENT, after, 0, after.length, 6, dictionary);

            // then
            assertThat(frame.payload()).hasSizeLessThan(20_000);
            assertThat(decode(codec, frame, dictionary)).isEqualTo(after);
            assertThatThrownBy(() -> decode(codec, frame, null))
                    .isInstanceOf(DamagedException.class)
                    .hasMessageContaining("dictionary");
        }
    }

    /** zstd would take it for a dictionary that was trained, and refuse it as a damaged one. */
    @ParameterizedTest
    @MethodSource("ciphers")
    void shouldDoWithoutADictionaryThatLooksLikeZstdsOwn(FrameCipher cipher) throws Exception {
        try (FrameCodec codec = new FrameCodec(cipher)) {
            // given
            byte[] before = text(5_000);
            System.arraycopy(new byte[] {0x37, (byte) 0xA4, 0x30, (byte) 0xEC}, 0, before, 0, 4);
            byte[] after = text(5_001);

            // when
            EncodedFrame frame = codec.encode(
                    FrameKind.CONTENT,
                    after,
                    0,
                    after.length,
                    6,
                    new Dictionary(cipher.id(before, 0, before.length), before));

            // then
            assertThat(frame.header().hasDictionary()).isFalse();
            assertThat(decode(codec, frame, null)).isEqualTo(after);
        }
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void shouldNeverGiveOtherBytesForAFlippedOne(FrameCipher cipher) throws Exception {
        try (FrameCodec codec = new FrameCodec(cipher)) {
            // given
            byte[] plain = text(3_000);
            EncodedFrame frame = codec.encode(FrameKind.CONTENT, plain, 0, plain.length, 3, null);
            byte[] whole = concat(frame.header().bytes(), frame.payload());

            for (int i = 0; i < whole.length; i++) {
                // when
                byte[] flipped = whole.clone();
                flipped[i] ^= 0x10;

                // then: zstd has bits that mean nothing; the pack's name tells about these
                byte[] got = decodeOrNothing(codec, flipped);
                assertThat(got == null || Arrays.equals(got, plain))
                        .as("byte %d", i)
                        .isTrue();
                assertThat(got == null || (i >= FrameHeader.SIZE && cipher.generation() == 0))
                        .as("byte %d of the header, or of what is sealed", i)
                        .isTrue();
            }
        }
    }

    private static byte @Nullable [] decodeOrNothing(FrameCodec codec, byte[] frame) {
        try {
            return codec.decode(FrameHeader.read(frame, 0), frame, FrameHeader.SIZE, null);
        } catch (DamagedException e) {
            return null;
        }
    }

    @Test
    void shouldTellNobodyWithoutTheKeyWhatAnIdIsOf() throws Exception {
        byte[] plain = text(5_000);
        FrameCipher cipher = TestKeys.ring();
        assertThat(cipher.id(plain, 0, plain.length)).isNotEqualTo(Hash.sha256(plain));
        try (FrameCodec codec = new FrameCodec(cipher);
                FrameCodec without = new FrameCodec(FrameCipher.NONE)) {
            EncodedFrame frame = codec.encode(FrameKind.CONTENT, plain, 0, plain.length, 3, null);
            assertThatThrownBy(() -> decode(without, frame, null))
                    .isInstanceOf(DamagedException.class)
                    .hasMessageContaining("no key");
        }
    }

    @Test
    void shouldHaveASumOfEachPage() {
        try (FrameCodec codec = new FrameCodec(FrameCipher.NONE)) {
            byte[] pages = noise(3 * PageSums.PAGE);
            EncodedFrame frame = codec.encode(FrameKind.PAGES, pages, 0, pages.length, 3, null);
            assertThat(frame.pageSums()).hasSize(3 * PageSums.SUM);
            assertThat(java.nio.ByteBuffer.wrap(frame.pageSums()).getLong(PageSums.SUM))
                    .isEqualTo(PageSums.sum(FrameCipher.NONE, pages, PageSums.PAGE));
        }
    }

    static byte[] text(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) "EURUSD 1.0842 buy 0.01; ".charAt((i + i / 1_000) % 24);
        }
        return bytes;
    }

    static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] decode(FrameCodec codec, EncodedFrame frame, @Nullable Dictionary dictionary)
            throws DamagedException {
        return codec.decode(frame.header(), frame.payload(), 0, dictionary);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
