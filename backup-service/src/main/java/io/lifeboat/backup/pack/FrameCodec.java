package io.lifeboat.backup.pack;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames of plain bytes, and plain bytes of frames. What was compressed is decompressed again and compared before
 * it is a frame: a codec that errs must not be found out at the restore. One thread at a time; close it.
 */
public final class FrameCodec implements AutoCloseable {

    private static final byte[] NO_SUMS = {};
    private static final byte[] TRAINED = {0x37, (byte) 0xA4, 0x30, (byte) 0xEC};

    // Base-2 logarithms, as zstd has them.
    private static final int SMALLEST_WINDOW = 17;
    private static final int LARGEST_WINDOW = 25;
    private static final int LARGEST_TABLE = 22;

    private final FrameCipher cipher;
    private final ZstdCompressCtx compressor = new ZstdCompressCtx();
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
    private byte[] scratch = new byte[0];
    private byte[] check = new byte[0];

    public FrameCodec(FrameCipher cipher) {
        this.cipher = cipher;
    }

    /**
     * @param length at most {@link FrameHeader#LONGEST}; of {@link FrameKind#PAGES}, a multiple of a page
     * @param level zstd's, 1 to 19
     * @param content must be given to {@link #decode} again, if {@link FrameHeader#dictionary} says so
     */
    public EncodedFrame encode(
            FrameKind kind, byte[] plain, int offset, int length, int level, @Nullable Dictionary content) {
        if (length > FrameHeader.LONGEST) {
            throw new IllegalArgumentException("a frame of " + length + " bytes");
        }
        Dictionary dictionary = content == null || isTrained(content.bytes()) ? null : content;
        int compressed = compress(plain, offset, length, level, dictionary);
        boolean smaller = compressed < length;
        FrameHeader header = new FrameHeader(
                kind,
                smaller ? Codec.ZSTD : Codec.STORED,
                cipher.generation(),
                length,
                (smaller ? compressed : length) + cipher.overhead(),
                cipher.id(plain, offset, length),
                smaller && dictionary != null ? dictionary.id() : Hash.NONE);
        byte[] bytes = smaller ? scratch : offset == 0 ? plain : Arrays.copyOfRange(plain, offset, offset + length);
        byte[] payload = cipher.seal(bytes, smaller ? compressed : length, header.bytes());
        byte[] sums = kind == FrameKind.PAGES ? PageSums.of(cipher, plain, offset, length) : NO_SUMS;
        return new EncodedFrame(header, payload, sums);
    }

    /**
     * @param bytes the payload lies there from the offset on
     * @param dictionary what {@link FrameHeader#dictionary} names
     * @throws DamagedException unless it gives the very bytes that were encoded
     */
    public byte[] decode(FrameHeader header, byte[] bytes, int offset, @Nullable Dictionary dictionary)
            throws DamagedException {
        if (offset < 0 || bytes.length - offset < header.storedLength()) {
            throw new DamagedException("a frame is cut short");
        }
        byte[] opened = cipher.open(header.generation(), bytes, offset, header.storedLength(), header.bytes());
        byte[] plain = header.codec() == Codec.STORED ? opened : decompress(header, opened, dictionary);
        if (plain.length != header.plainLength() || !id(header, plain).equals(header.id())) {
            throw new DamagedException("a frame's content does not match its id " + header.id());
        }
        return plain;
    }

    @Override
    public void close() {
        compressor.close();
        decompressor.close();
    }

    /** What begins as one of zstd's own dictionaries it would take for one, and refuse if it is none. */
    private static boolean isTrained(byte[] content) {
        return content.length >= TRAINED.length
                && Arrays.equals(content, 0, TRAINED.length, TRAINED, 0, TRAINED.length);
    }

    private Hash id(FrameHeader header, byte[] plain) {
        return header.encrypted() ? cipher.id(plain, 0, plain.length) : Hash.sha256(plain);
    }

    private int compress(byte[] plain, int offset, int length, int level, @Nullable Dictionary dictionary) {
        int bound = Math.toIntExact(Zstd.compressBound(length));
        if (scratch.length < bound) {
            scratch = new byte[bound];
        }
        compressor.reset();
        compressor.setLevel(level);
        if (dictionary != null) {
            reachBack(dictionary.bytes().length + length);
            compressor.loadDict(dictionary.bytes());
        }
        int compressed = compressor.compressByteArray(scratch, 0, bound, plain, offset, length);
        if (compressed < length) {
            if (check.length < length) {
                check = new byte[length];
            }
            load(dictionary);
            int back = decompressor.decompressByteArray(check, 0, length, scratch, 0, compressed);
            if (back != length || !Arrays.equals(check, 0, length, plain, offset, offset + length)) {
                throw new IllegalStateException("zstd did not give back what it was given: nothing was stored");
            }
        }
        return compressed;
    }

    /** So that a match is found anywhere in the dictionary: what zstd would choose for the content alone forgets half of it. */
    private void reachBack(int bytes) {
        int log = Integer.SIZE - Integer.numberOfLeadingZeros(bytes);
        compressor.setWindowLog(Math.clamp(log, SMALLEST_WINDOW, LARGEST_WINDOW));
        compressor.setHashLog(Math.clamp(log, SMALLEST_WINDOW, LARGEST_TABLE));
        compressor.setChainLog(Math.clamp(log, SMALLEST_WINDOW, LARGEST_TABLE));
    }

    private byte[] decompress(FrameHeader header, byte[] compressed, @Nullable Dictionary dictionary)
            throws DamagedException {
        if (header.hasDictionary() && (dictionary == null || !dictionary.id().equals(header.dictionary()))) {
            throw new DamagedException("a frame needs the dictionary " + header.dictionary());
        }
        try {
            load(header.hasDictionary() ? dictionary : null);
            byte[] plain = new byte[header.plainLength()];
            int length = decompressor.decompressByteArray(plain, 0, plain.length, compressed, 0, compressed.length);
            return length == plain.length ? plain : Arrays.copyOf(plain, length);
        } catch (ZstdException e) {
            throw new DamagedException("a frame can't be decompressed: " + e.getMessage(), e);
        }
    }

    private void load(@Nullable Dictionary dictionary) {
        decompressor.reset();
        decompressor.loadDict(dictionary == null ? null : dictionary.bytes());
    }
}
