package io.lifeboat.backup.database;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * PostgreSQL's checksum of a page, as {@code storage/checksum_impl.h} defines it: 32 sums side by side, FNV-1a with a
 * shift, folded to 16 bits together with the page's place in its relation.
 */
final class PageChecksum {

    static final int PAGE = 8192;

    private static final int PRIME = 16_777_619;
    private static final int SUMS = 32;
    private static final int ROUNDS_OF_ZERO = 2;
    private static final int CHECKSUM_AT = 8;
    private static final int UPPER_AT = 14;
    private static final int[] BASE = {
        0x5B1F36E9, 0xB8525960, 0x02AB50AA, 0x1DE66D2A, 0x79FF467A, 0x9BB9F8A3, 0x217E7CD2, 0x83E13D2C,
        0xF8D4474F, 0xE39EB970, 0x42C6AE16, 0x993216FA, 0x7B093B5D, 0x98DAFF3C, 0xF718902A, 0x0B1C9CDB,
        0xE58F764B, 0x187636BC, 0x5D7B3BB1, 0xE73DE7DE, 0x92BEC979, 0xCCA6C0B2, 0x304A0979, 0x85AA43D4,
        0x783125BB, 0x6CA8EAA2, 0xE407EAC6, 0x4B5CFC3E, 0x9FBF8C76, 0x15CA20BE, 0xF2CA9FD3, 0x959BD756
    };

    private static final ByteBuffer UNUSED = ByteBuffer.allocate(PAGE).asReadOnlyBuffer();

    private PageChecksum() {}

    /** Whether the page says of itself what it should. One that was never used is all zeros. */
    static boolean holds(byte[] bytes, int offset, long block) {
        ByteBuffer page = ByteBuffer.wrap(bytes, offset, PAGE).slice().order(ByteOrder.LITTLE_ENDIAN);
        if (page.getShort(UPPER_AT) == 0) {
            return page.equals(UNUSED);
        }
        return (page.getShort(CHECKSUM_AT) & 0xFFFF) == of(page, block);
    }

    /** The last change of the page. */
    static long lsn(byte[] bytes, int offset) {
        ByteBuffer page = ByteBuffer.wrap(bytes, offset, PAGE).slice().order(ByteOrder.LITTLE_ENDIAN);
        return (page.getInt(0) & 0xFFFF_FFFFL) << 32 | (page.getInt(4) & 0xFFFF_FFFFL);
    }

    /** Over arrays and nothing else: so the JVM computes eight sums at once. */
    private static int of(ByteBuffer page, long block) {
        int[] words = new int[PAGE / Integer.BYTES];
        page.asIntBuffer().get(words);
        // Its own place counts as zero.
        words[CHECKSUM_AT / Integer.BYTES] &= 0xFFFF_0000;
        int[] sums = BASE.clone();
        for (int row = 0; row < words.length; row += SUMS) {
            for (int column = 0; column < SUMS; column++) {
                int mixed = sums[column] ^ words[row + column];
                sums[column] = (mixed * PRIME) ^ (mixed >>> 17);
            }
        }
        for (int round = 0; round < ROUNDS_OF_ZERO; round++) {
            for (int column = 0; column < SUMS; column++) {
                sums[column] = (sums[column] * PRIME) ^ (sums[column] >>> 17);
            }
        }
        int folded = 0;
        for (int sum : sums) {
            folded ^= sum;
        }
        return Integer.remainderUnsigned(folded ^ (int) block, 65_535) + 1;
    }
}
