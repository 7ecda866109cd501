package io.lifeboat.backup.pack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The list of a pack's frames: their number, then for each its offset, its header as it stands before the frame, the
 * length of its page sums and these. Compressed by zstd, and encrypted like the frames are.
 */
final class PackFooter {

    private static final int LEVEL = 3;
    private static final byte[] BOUND = "lifeboat pack footer 1".getBytes(US_ASCII);

    private PackFooter() {}

    static byte[] encode(List<FrameEntry> frames) {
        int size = Integer.BYTES;
        for (FrameEntry frame : frames) {
            size += Integer.BYTES + FrameHeader.SIZE + Integer.BYTES + frame.pageSums().length;
        }
        ByteBuffer to = ByteBuffer.allocate(size).putInt(frames.size());
        for (FrameEntry frame : frames) {
            to.putInt(frame.offset())
                    .put(frame.header().bytes())
                    .putInt(frame.pageSums().length)
                    .put(frame.pageSums());
        }
        return to.array();
    }

    static byte[] seal(FrameCipher cipher, byte[] plain) {
        byte[] compressed = Zstd.compress(plain, LEVEL);
        return cipher.seal(compressed, compressed.length, BOUND);
    }

    static List<FrameEntry> open(FrameCipher cipher, PackFormat.Trailer trailer, byte[] stored)
            throws DamagedException {
        if (!Hash.sha256(stored).equals(trailer.sum())) {
            throw new DamagedException("its footer does not match its checksum");
        }
        byte[] compressed = cipher.open(trailer.generation(), stored, 0, stored.length, BOUND);
        try {
            byte[] plain = new byte[trailer.plain()];
            long length = Zstd.decompressByteArray(plain, 0, plain.length, compressed, 0, compressed.length);
            if (length != plain.length) {
                throw new DamagedException("its footer has another length than its end says");
            }
            return decode(plain, trailer.offset());
        } catch (ZstdException | BufferUnderflowException e) {
            throw new DamagedException("its footer can't be read: " + e.getMessage(), e);
        }
    }

    private static List<FrameEntry> decode(byte[] plain, int end) throws DamagedException {
        ByteBuffer from = ByteBuffer.wrap(plain);
        int count = from.getInt();
        List<FrameEntry> frames = new ArrayList<>();
        int expected = PackFormat.HEADER;
        for (int i = 0; i < count; i++) {
            int offset = from.getInt();
            FrameHeader header = FrameHeader.read(plain, from.position());
            from.position(from.position() + FrameHeader.SIZE);
            int sums = from.getInt();
            if (offset != expected || sums < 0 || sums > from.remaining()) {
                throw new DamagedException("its footer lists frames that can't be there");
            }
            frames.add(
                    new FrameEntry(offset, header, Arrays.copyOfRange(plain, from.position(), from.position() + sums)));
            from.position(from.position() + sums);
            expected = header.endOf(offset);
        }
        if (expected != end || from.hasRemaining()) {
            throw new DamagedException("its footer does not list all of its frames");
        }
        return frames;
    }
}
