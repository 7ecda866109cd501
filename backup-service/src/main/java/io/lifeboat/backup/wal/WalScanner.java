package io.lifeboat.backup.wal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads WAL as a recovery would, in pieces of any length: finds each record, compares it with its checksum, and tells of
 * ended transactions, tablespaces and heartbeats. What is no WAL any more is the end of it, as it is for PostgreSQL.
 */
final class WalScanner {

    /** Of our messages in the WAL. */
    static final String HEARTBEAT = "lifeboat.heartbeat";

    private static final int PAGE = 8192;
    private static final int SHORT_HEADER = 24;
    private static final int LONG_HEADER = 40;
    private static final int IS_CONTINUED = 1;
    private static final int IS_LONG = 2;
    private static final int IS_OVERWRITTEN = 8;
    private static final int ALIGN = 8;

    private final long segmentSize;
    private final Consumer<WalMark> marks;
    private final Map<Integer, Instant> heartbeats = new HashMap<>();

    private final byte[] page = new byte[PAGE];
    private final ByteBuffer view = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
    private long pageStart;
    private int filled;
    private int at;

    private byte[] record = new byte[1024];
    private int length;
    private int have;
    private long skip;
    private boolean first = true;
    private boolean over;
    private long end;
    private long start;
    private long lastStart;
    private long resumeAt;
    private final int startAt;

    /**
     * @param start of a page, or any byte of one where a record begins; what is fed begins at its page
     * @param marks is told of records that begin there or later
     */
    WalScanner(long start, long segmentSize, Consumer<WalMark> marks) {
        this.pageStart = start - start % PAGE;
        this.startAt = (int) (start % PAGE);
        this.segmentSize = segmentSize;
        this.marks = marks;
        this.end = start;
        this.lastStart = start;
    }

    /** Where the next byte that is fed belongs. */
    long next() {
        return pageStart + filled;
    }

    /** Where the last whole record ends. */
    long end() {
        return end;
    }

    /** Where the last whole record begins; where the reading began if there was none. */
    long lastStart() {
        return lastStart;
    }

    /** Whether something came that is no WAL: nothing after it counts. */
    boolean isOver() {
        return over;
    }

    void feed(byte[] bytes, int offset, int size) {
        int from = offset;
        int left = size;
        while (left > 0 && !over) {
            if (next() < resumeAt) {
                int skipped = (int) Math.min(left, resumeAt - next());
                moveTo(next() + skipped);
                from += skipped;
                left -= skipped;
                continue;
            }
            int some = Math.min(left, PAGE - filled);
            System.arraycopy(bytes, from, page, filled, some);
            filled += some;
            from += some;
            left -= some;
            parse();
            if (filled == PAGE && !over) {
                pageStart += PAGE;
                filled = 0;
                at = 0;
            }
        }
    }

    private void parse() {
        if (at == 0 && !header()) {
            return;
        }
        while (!over && at < filled) {
            if (skip > 0) {
                long some = Math.min(skip, (long) filled - at);
                at += (int) some;
                skip -= some;
                if (skip == 0) {
                    align();
                }
            } else if (length == 0) {
                if (!begin()) {
                    return;
                }
            } else {
                collect();
            }
        }
    }

    /** @return false while it is not all there, or if it is none */
    private boolean header() {
        if (filled < SHORT_HEADER) {
            return false;
        }
        int info = Short.toUnsignedInt(view.getShort(2));
        int size = (info & IS_LONG) == 0 ? SHORT_HEADER : LONG_HEADER;
        if (filled < size) {
            return false;
        }
        int magic = Byte.toUnsignedInt(page[1]);
        if ((magic != 0xD0 && magic != 0xD1) || view.getLong(8) != pageStart) {
            over = true;
            return false;
        }
        at = size;
        int rest = view.getInt(16);
        if (skip > 0) {
            first = false;
            return true;
        }
        boolean continued = (info & IS_CONTINUED) != 0;
        if (length > 0) {
            if ((info & IS_OVERWRITTEN) != 0) {
                length = 0;
            } else if (!continued || rest != length - have) {
                over = true;
                return false;
            }
        } else if (first) {
            if (startAt > at) {
                skip = (long) startAt - at;
            } else if (continued) {
                skip = rest;
            }
        } else if (continued) {
            over = true;
            return false;
        }
        first = false;
        return true;
    }

    private boolean begin() {
        if (filled - at < Integer.BYTES) {
            return false;
        }
        int size = view.getInt(at);
        if (!WalRecord.isLength(size)) {
            over = true;
            return false;
        }
        start = pageStart + at;
        length = size;
        have = 0;
        return true;
    }

    private void collect() {
        int some = Math.min(length - have, filled - at);
        if (record.length < have + some) {
            record = Arrays.copyOf(record, Math.min(length, Math.max(have + some, record.length * 2)));
        }
        System.arraycopy(page, at, record, have, some);
        have += some;
        at += some;
        if (have == length) {
            WalRecord whole = new WalRecord(record, length);
            if (!whole.isWhole()) {
                over = true;
                return;
            }
            length = 0;
            lastStart = start;
            end = pageStart + at;
            tell(whole);
            align();
            if (whole.isSwitch()) {
                skipToNextSegment();
            }
        }
    }

    private void tell(WalRecord whole) {
        whole.message(HEARTBEAT).ifPresent(text -> {
            try {
                heartbeats.put(whole.xid(), Instant.parse(text));
            } catch (DateTimeParseException e) {
                // Somebody else's.
            }
        });
        whole.tablespace(lastStart, end).ifPresent(marks);
        whole.ended(end).ifPresent(ended -> {
            Instant sentAt = heartbeats.remove(ended.xid());
            marks.accept(ended);
            if (sentAt != null && !ended.aborted()) {
                marks.accept(new WalMark.Heartbeat(end, sentAt));
            }
        });
    }

    private void align() {
        at = Math.min(PAGE, (at + ALIGN - 1) / ALIGN * ALIGN);
    }

    /** The server fills the rest of the segment with zeros. */
    private void skipToNextSegment() {
        resumeAt = (pageStart + at + segmentSize - 1) / segmentSize * segmentSize;
        at = filled;
    }

    private void moveTo(long position) {
        pageStart = position - position % PAGE;
        filled = (int) (position % PAGE);
        at = filled;
    }
}
