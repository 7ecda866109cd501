package io.lifeboat.detector.logs;

import java.io.IOException;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A log file that is being read, and what was rotated away after it and is to be read next. */
final class OpenLog implements AutoCloseable {

    private static final int BYTE_ORDER_MARK = 2;

    private final LogFile file;
    private final LocalDate day;
    private final Charset configured;
    private final boolean skipping;
    private final Deque<OpenLog> following = new ArrayDeque<>();
    private @Nullable LineSplitter splitter;
    private long readTo;
    private Head head;

    private OpenLog(LogFile file, LocalDate day, Charset configured, long readTo, Head head, boolean skipping) {
        this.file = file;
        this.day = day;
        this.configured = configured;
        this.readTo = readTo;
        this.head = head;
        this.skipping = skipping;
    }

    static OpenLog atBeginning(LogFile file, LocalDate day, Charset configured) {
        return new OpenLog(file, day, configured, 0, Head.EMPTY, false);
    }

    static OpenLog at(LogPosition position, LogFile file, Charset configured) {
        return new OpenLog(file, position.day(), configured, position.offset(), position.head(), position.skipping());
    }

    /** At the end, or at the beginning of the line that is being written there. */
    static OpenLog atEnd(LogFile file, LocalDate day, Charset configured) throws IOException {
        Encoding encoding = Encoding.of(Encoding.charset(file.head(BYTE_ORDER_MARK), configured));
        long size = file.size() - file.size() % encoding.unit();
        long from = Math.max(0, size - LineSplitter.LONGEST);
        byte[] tail = new byte[(int) (size - from)];
        int count = file.read(tail, from);
        long start = from;
        for (int at = count - count % encoding.unit() - encoding.unit(); at >= 0; at -= encoding.unit()) {
            if (encoding.isLineFeed(tail, at)) {
                start = from + at + encoding.unit();
                break;
            }
        }
        return new OpenLog(
                file, day, configured, start, Head.of(file.head((int) Math.min(Head.LONGEST, start))), false);
    }

    LogFile file() {
        return file;
    }

    LocalDate day() {
        return day;
    }

    /** Files that were rotated away after this one, the oldest first. */
    Deque<OpenLog> following() {
        return following;
    }

    /** Whether the file is no longer what was read: it was emptied, and perhaps written anew. */
    boolean replacedInPlace() throws IOException {
        return file.size() < readTo || !file.beginsWith(head);
    }

    /** @return whether anything was read */
    boolean read(byte[] chunk, Consumer<String> lines) throws IOException {
        LineSplitter splits = splitter;
        if (splits == null) {
            if (file.size() < BYTE_ORDER_MARK) {
                return false;
            }
            splits = new LineSplitter(Encoding.charset(file.head(BYTE_ORDER_MARK), configured), skipping);
            splitter = splits;
        }
        int count = file.read(chunk, readTo);
        if (count == 0) {
            return false;
        }
        splits.feed(chunk, count, lines);
        readTo += count;
        long whole = readTo - splits.pending();
        if (head.length() < Head.LONGEST && whole > head.length()) {
            head = Head.of(file.head((int) Math.min(Head.LONGEST, whole)));
        }
        return true;
    }

    /** Nothing more comes into this file. */
    void end(Consumer<String> lines) {
        if (splitter != null) {
            splitter.end(lines);
        }
    }

    LogPosition position() {
        return new LogPosition(
                day,
                file.key(),
                readTo - (splitter == null ? 0 : splitter.pending()),
                head,
                splitter == null ? skipping : splitter.skipping());
    }

    @Override
    public void close() throws IOException {
        file.close();
        for (OpenLog next : following) {
            next.close();
        }
    }
}
