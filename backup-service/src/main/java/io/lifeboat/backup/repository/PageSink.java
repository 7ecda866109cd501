package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.FrameCipher;
import io.lifeboat.backup.pack.PageSums;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A database file: only the pages that are otherwise than in the parent are stored, many of them in one frame. */
final class PageSink extends FileSink {

    private final FrameCipher cipher;
    private final Bundle pages;
    private final FrameTable table;
    private final @Nullable FileEntry before;
    private final long @Nullable [] sums;
    private final byte[] page = new byte[PageSums.PAGE];
    private int filled;
    private int number;
    private int extent;
    private int inExtent;

    /**
     * @param pages gathers pages of all files
     * @param before the same file in the parent
     * @param sums of its pages there; none if they are not known
     */
    PageSink(FrameCipher cipher, Bundle pages, FrameTable table, @Nullable FileEntry before, long @Nullable [] sums) {
        this.cipher = cipher;
        this.pages = pages;
        this.table = table;
        this.before = before;
        this.sums = sums;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int step = Math.min(length - done, page.length - filled);
            System.arraycopy(bytes, offset + done, page, filled, step);
            filled += step;
            done += step;
            if (filled == page.length) {
                next();
            }
        }
    }

    @Override
    void finish() throws IOException {
        if (filled != 0) {
            throw new IOException("a file of pages ends in the middle of one");
        }
    }

    private void next() throws IOException {
        filled = 0;
        boolean same = sums != null && number < sums.length && sums[number] == PageSums.sum(cipher, page, 0);
        if (same) {
            Extent from = Objects.requireNonNull(before).content().get(extent);
            int frame = table.reuse(from.frame());
            int at = from.offset() + inExtent;
            pages.then(() -> extents.add(frame, at, PageSums.PAGE));
        } else {
            pages.add(page, page.length, extents);
        }
        number++;
        advance();
    }

    /** In the parent's file, page by page beside this one. */
    private void advance() {
        if (before == null || extent >= before.content().size()) {
            return;
        }
        inExtent += PageSums.PAGE;
        if (inExtent >= before.content().get(extent).length()) {
            extent++;
            inExtent = 0;
        }
    }
}
