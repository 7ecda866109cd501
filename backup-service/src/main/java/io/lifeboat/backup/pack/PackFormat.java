package io.lifeboat.backup.pack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What frames a pack: 8 bytes in front, and 56 at the end, big-endian: where the footer begins, its stored and its plain
 * length, the key generation in the last of four bytes, the SHA-256 of the stored footer, and the magic of a whole pack.
 */
final class PackFormat {

    static final int LONGEST = 64 << 20;
    static final int HEADER = 8;
    static final int TRAILER = 56;

    private static final byte[] MAGIC = "LBPACK\0\1".getBytes(US_ASCII);
    private static final byte[] END = "LBPKEND1".getBytes(US_ASCII);

    private PackFormat() {}

    /** Where and how the footer lies. */
    record Trailer(int offset, int stored, int plain, int generation, Hash sum) {}

    static byte[] header() {
        return MAGIC.clone();
    }

    static void checkHeader(byte[] pack) throws DamagedException {
        if (pack.length < HEADER || !Arrays.equals(pack, 0, HEADER, MAGIC, 0, HEADER)) {
            throw new DamagedException("it does not begin as a pack of format 1 does");
        }
    }

    static byte[] trailer(int offset, byte[] footer, int plain, int generation) {
        ByteBuffer to = ByteBuffer.allocate(TRAILER);
        to.putInt(offset).putInt(footer.length).putInt(plain).putInt(generation);
        Hash.sha256(footer).write(to);
        to.put(END);
        return to.array();
    }

    /**
     * @param tail the last bytes of the pack, at least 56
     * @param size of the whole pack
     */
    static Trailer readTrailer(byte[] tail, long size) throws DamagedException {
        if (tail.length < TRAILER || !Arrays.equals(tail, tail.length - END.length, tail.length, END, 0, END.length)) {
            throw new DamagedException("it does not end as a pack does: it is cut short, or was never finished");
        }
        ByteBuffer from = ByteBuffer.wrap(tail, tail.length - TRAILER, TRAILER);
        Trailer trailer = new Trailer(from.getInt(), from.getInt(), from.getInt(), from.getInt(), Hash.read(from));
        boolean fits = trailer.offset() >= HEADER
                && trailer.stored() >= 0
                && trailer.plain() >= 0
                && trailer.plain() <= LONGEST
                && trailer.generation() >= 0
                && trailer.generation() <= 255
                && (long) trailer.offset() + trailer.stored() + TRAILER == size;
        if (!fits) {
            throw new DamagedException("its footer is not where its end says");
        }
        return trailer;
    }
}
