package io.lifeboat.backup.pack;

import java.nio.ByteBuffer;

/** The first 8 bytes of each page's id: enough to see that a page is another one than before, at the same place. */
public final class PageSums {

    public static final int PAGE = 8192;
    public static final int SUM = Long.BYTES;

    private PageSums() {}

    /** @param length a multiple of the page size */
    public static byte[] of(FrameCipher cipher, byte[] pages, int offset, int length) {
        ByteBuffer sums = ByteBuffer.allocate(length / PAGE * SUM);
        for (int at = offset; at < offset + length; at += PAGE) {
            sums.putLong(sum(cipher, pages, at));
        }
        return sums.array();
    }

    public static long sum(FrameCipher cipher, byte[] pages, int offset) {
        return cipher.id(pages, offset, PAGE).a();
    }
}
