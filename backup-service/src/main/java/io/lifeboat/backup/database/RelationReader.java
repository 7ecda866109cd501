package io.lifeboat.backup.database;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Copies a relation's file page by page while the server writes on it, and checks every page. A page that was being
 * written while it was read is changed after the backup began, so the WAL has it whole; any other that does not match
 * its checksum is damaged, and no snapshot is made of it.
 */
public final class RelationReader {

    private static final int PAGES = 16;
    private static final int READ_AGAIN = 5;
    /** A relation's second file begins with this page. */
    private static final long PAGES_IN_A_FILE = 131_072;

    private final long startLsn;
    private final boolean checksummed;

    /**
     * @param startLsn where the WAL begins that a restore replays
     * @param checksummed whether pages carry checksums at all
     */
    public RelationReader(long startLsn, boolean checksummed) {
        this.startLsn = startLsn;
        this.checksummed = checksummed;
    }

    /**
     * Whole pages only: one at the end that is not there in full is being added just now, and the WAL has it.
     *
     * @throws DamagedPageException naming the page
     */
    public void copy(Path from, OutputStream to) throws IOException {
        byte[] pages = new byte[PAGES * PageChecksum.PAGE];
        try (FileChannel file = FileChannel.open(from, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long at = 0;
            boolean more = true;
            while (more) {
                int read = fill(file, pages, 0, pages.length, at);
                int whole = read - read % PageChecksum.PAGE;
                for (int offset = 0; checksummed && offset < whole; offset += PageChecksum.PAGE) {
                    check(file, pages, offset, at + offset, from);
                }
                to.write(pages, 0, whole);
                at += whole;
                more = read == pages.length;
            }
        }
    }

    private void check(FileChannel file, byte[] pages, int offset, long at, Path from) throws IOException {
        long block = firstBlock(from) + at / PageChecksum.PAGE;
        for (int attempt = 0; !PageChecksum.holds(pages, offset, block); attempt++) {
            if (Long.compareUnsigned(PageChecksum.lsn(pages, offset), startLsn) > 0 && attempt > 0) {
                return;
            }
            if (attempt == READ_AGAIN) {
                throw new DamagedPageException(from, block);
            }
            Thread.onSpinWait();
            if (fill(file, pages, offset, PageChecksum.PAGE, at) < PageChecksum.PAGE) {
                return;
            }
        }
    }

    private static int fill(FileChannel file, byte[] pages, int offset, int length, long at) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(pages, offset, length);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, at + buffer.position() - offset) < 0) {
                break;
            }
        }
        return buffer.position() - offset;
    }

    private static long firstBlock(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? 0 : Long.parseLong(name.substring(dot + 1)) * PAGES_IN_A_FILE;
    }
}
