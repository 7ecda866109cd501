package io.lifeboat.backup.pack;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The 84 bytes in front of every payload, big-endian: magic, kind, codec, flags, key generation, plain length, stored
 * length, id, id of the dictionary, CRC-32C of all of that.
 *
 * @param generation of the key, 0 where it is not encrypted
 * @param plainLength in bytes, at most {@link #LONGEST}
 * @param storedLength of the payload in bytes
 * @param id of the plain bytes
 * @param dictionary id of the frame whose plain bytes zstd needs as its dictionary, or {@link Hash#NONE}
 */
public record FrameHeader(
        FrameKind kind, Codec codec, int generation, int plainLength, int storedLength, Hash id, Hash dictionary) {

    public static final int SIZE = 84;

    /** So that a forged or flipped length can't take all the memory there is. */
    public static final int LONGEST = 16 << 20;

    private static final int MAGIC = 0x4c424631; // LBF1

    public boolean encrypted() {
        return generation != 0;
    }

    public boolean hasDictionary() {
        return !dictionary.equals(Hash.NONE);
    }

    /** @return where the next frame of the pack begins, if this one begins at the offset */
    public int endOf(int offset) {
        return offset + SIZE + storedLength;
    }

    public byte[] bytes() {
        ByteBuffer to = ByteBuffer.allocate(SIZE);
        to.putInt(MAGIC)
                .put((byte) kind.number())
                .put((byte) codec.number())
                .put((byte) 0)
                .put((byte) generation)
                .putInt(plainLength)
                .putInt(storedLength);
        id.write(to);
        dictionary.write(to);
        to.putInt(crc(to.array()));
        return to.array();
    }

    /** @throws DamagedException unless these are the bytes of a header that this version knows */
    public static FrameHeader read(byte[] bytes, int offset) throws DamagedException {
        if (offset < 0 || bytes.length - offset < SIZE) {
            throw new DamagedException("a frame's header is cut short");
        }
        ByteBuffer from = ByteBuffer.wrap(bytes, offset, SIZE).slice();
        byte[] header = new byte[SIZE];
        from.get(0, header);
        if (from.getInt() != MAGIC || from.getInt(SIZE - Integer.BYTES) != crc(header)) {
            throw new DamagedException("no frame begins here");
        }
        FrameKind kind = FrameKind.of(from.get());
        Codec codec = Codec.of(from.get());
        from.get();
        int generation = Byte.toUnsignedInt(from.get());
        int plain = from.getInt();
        int stored = from.getInt();
        if (plain < 0 || plain > LONGEST || stored < 0 || stored > LONGEST + SIZE) {
            throw new DamagedException("a frame of impossible length");
        }
        return new FrameHeader(kind, codec, generation, plain, stored, Hash.read(from), Hash.read(from));
    }

    private static int crc(byte[] header) {
        CRC32C crc = new CRC32C();
        crc.update(header, 0, SIZE - Integer.BYTES);
        return (int) crc.getValue();
    }
}
