package io.lifeboat.detector.spool;

import io.lifeboat.detector.spool.Segment.Opened;
import io.lifeboat.detector.spool.SpoolRecord.At;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.FailureEvent.SymptomRecorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Every event on its way to Kafka, on disk, in order. Thread-safe.
 *
 * <p>Beyond its limit it refuses single symptoms, and never a scenario. When the disk takes nothing an event waits in
 * memory: it is still sent, but a restart would lose it.
 */
public final class Spool implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Spool.class);
    private static final int SEGMENT_SIZE = 1024 * 1024;

    /** So many events are sent without reading them back from the disk. */
    private static final int IN_MEMORY = 100;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Path folder;
    private final long limit;
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final Acknowledged acknowledged;
    private long nextSequence;
    private long bytes;
    private long dropped;
    private @Nullable String trouble;

    private record Entry(
            long sequence,
            @Nullable Segment segment,
            long at,
            int length,
            @Nullable String text) {}

    /** An event that is to be sent. */
    public record Waiting(long sequence, String text) {}

    private Spool(Path folder, long limit, Acknowledged acknowledged) {
        this.folder = folder;
        this.limit = limit;
        this.acknowledged = acknowledged;
        this.nextSequence = acknowledged.sequence() + 1;
    }

    /** @param limit in bytes */
    public static Spool open(Path folder, long limit, Clock clock) throws IOException {
        Files.createDirectories(folder);
        Spool spool = new Spool(folder, limit, Acknowledged.open(folder));
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(Segment.SUFFIX))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            spool.take(Segment.open(file, clock));
        }
        spool.forgetDelivered();
        return spool;
    }

    /** @return whether it was taken: a single symptom is not when the spool is full */
    public boolean append(Envelope<?> envelope) {
        String text = EnvelopeJson.write(envelope);
        lock.lock();
        try {
            byte[] record = new SpoolRecord(nextSequence, text).bytes();
            if (bytes + record.length > limit && envelope.event() instanceof SymptomRecorded) {
                if (dropped++ == 0) {
                    LOG.warnf("the spool is full (%d bytes): single symptoms are no longer recorded", limit);
                }
                return false;
            }
            waiting.add(write(record, text));
            nextSequence++;
            bytes += record.length;
            arrived.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The oldest event that has not arrived, or nothing if there is none within the time. */
    Optional<Waiting> next(Duration within) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = within.toNanos();
            while (true) {
                Entry entry = waiting.peek();
                if (entry == null && left <= 0) {
                    return Optional.empty();
                }
                if (entry == null) {
                    left = arrived.awaitNanos(left);
                    continue;
                }
                try {
                    return Optional.of(new Waiting(entry.sequence(), text(entry)));
                } catch (IOException e) {
                    LOG.errorf("an event of the spool can't be read and is dropped, so that the others arrive: %s", e);
                    remove(entry);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** The broker has it. */
    void acknowledge(Waiting arrived) {
        lock.lock();
        try {
            Entry entry = waiting.peek();
            if (entry == null || entry.sequence() != arrived.sequence()) {
                throw new IllegalStateException("event " + arrived.sequence() + " is not the oldest that waits");
            }
            remove(entry);
        } finally {
            lock.unlock();
        }
    }

    /** How many events wait. */
    public int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many bytes wait. */
    public long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** How many single symptoms were refused since the start. */
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Why the disk takes nothing, if it does not. */
    public Optional<String> trouble() {
        lock.lock();
        try {
            return Optional.ofNullable(trouble);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            for (Segment segment : segments) {
                segment.close();
            }
            acknowledged.close();
        } finally {
            lock.unlock();
        }
    }

    private void remove(Entry oldest) {
        waiting.remove();
        bytes -= oldest.length();
        try {
            acknowledged.advance(oldest.sequence());
            forgetDelivered();
        } catch (IOException e) {
            LOG.warnf("the spool can't note what has arrived, and sends it again after a restart: %s", e);
        }
    }

    private void take(Opened opened) {
        segments.add(opened.segment());
        for (At at : opened.records()) {
            SpoolRecord record = at.record();
            if (record.sequence() > acknowledged.sequence()) {
                waiting.add(new Entry(record.sequence(), opened.segment(), at.offset(), at.length(), null));
                bytes += at.length();
            }
            nextSequence = Math.max(nextSequence, record.sequence() + 1);
        }
    }

    private Entry write(byte[] record, String text) {
        try {
            Segment last = segments.peekLast();
            if (last == null || last.size() >= SEGMENT_SIZE) {
                last = Segment.create(folder, nextSequence);
                segments.add(last);
            }
            long at = last.append(record);
            trouble = null;
            return new Entry(nextSequence, last, at, record.length, waiting.size() < IN_MEMORY ? text : null);
        } catch (IOException e) {
            trouble = e.toString();
            LOG.errorf("the spool can't be written, and a restart would lose what waits: %s", e);
            return new Entry(nextSequence, null, 0, record.length, text);
        }
    }

    private static String text(Entry entry) throws IOException {
        String kept = entry.text();
        Segment segment = entry.segment();
        if (kept != null || segment == null) {
            return String.valueOf(kept);
        }
        List<At> found =
                SpoolRecord.scan(segment.read(entry.at(), entry.length())).records();
        if (found.isEmpty()) {
            throw new IOException("event " + entry.sequence() + " of the spool is damaged");
        }
        return found.getFirst().record().text();
    }

    /** The last segment is kept while it is small: it is appended to. */
    private void forgetDelivered() throws IOException {
        while (!segments.isEmpty()) {
            Segment first = segments.getFirst();
            boolean used = waiting.stream().anyMatch(entry -> first.equals(entry.segment()));
            boolean last = segments.size() == 1;
            if (used || (last && first.size() < SEGMENT_SIZE)) {
                return;
            }
            segments.removeFirst().delete();
        }
    }
}
