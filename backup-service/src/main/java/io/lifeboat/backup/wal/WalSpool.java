package io.lifeboat.backup.wal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lifeboat.backup.database.WalSegment;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was received, on the local disk until every place has it. Segments begin at their first byte, and what is told of
 * them is durable: the position is written after the bytes, and what lies beyond it after a crash is forgotten. Thread-safe.
 */
final class WalSpool {

    private static final String POSITION = "position";
    private static final String HISTORY = ".history";

    private final SpoolDisk disk;
    private final NavigableMap<WalSegment, Long> lengths = new TreeMap<>();
    private @Nullable WalPosition durable;
    private long received;
    private Instant receivedAt = Instant.EPOCH;
    private Instant durableAt = Instant.EPOCH;

    /**
     * @param length how much of it is here, and durable
     * @param closed nothing will be added to it
     */
    record Spooled(WalSegment segment, long length, boolean closed) {}

    private WalSpool(SpoolDisk disk) {
        this.disk = disk;
    }

    /** With what an earlier run has left. */
    static WalSpool open(SpoolDisk disk) throws IOException {
        WalSpool spool = new WalSpool(disk);
        Optional<byte[]> text = disk.read(POSITION);
        if (text.isPresent()) {
            String[] words = new String(text.get(), UTF_8).strip().split(" ");
            WalPosition position = new WalPosition(
                    words[0], Integer.parseInt(words[1]), Lsn.parse(words[2]), Long.parseLong(words[3]));
            spool.restore(position, Instant.parse(words[4]));
        }
        return spool;
    }

    private void restore(WalPosition position, Instant at) throws IOException {
        durable = position;
        received = position.lsn();
        durableAt = at;
        receivedAt = at;
        WalSegment current = position.segment();
        for (String file : disk.list()) {
            Optional<WalSegment> segment = segment(file, position);
            if (segment.isEmpty()) {
                continue;
            }
            if (segment.get().compareTo(current) > 0) {
                disk.delete(file);
            } else if (segment.get().equals(current)) {
                lengths.put(current, position.lsn() - current.start());
            } else {
                lengths.put(segment.get(), disk.size(file));
            }
        }
    }

    /** Up to where it is durable; none if nothing was ever received. */
    synchronized Optional<WalPosition> position() {
        return Optional.ofNullable(durable);
    }

    /** When the server sent the last byte that is durable. */
    synchronized Instant lastAt() {
        return durableAt;
    }

    /** From here on other WAL comes: after a gap, on another timeline, or of another cluster. */
    synchronized void begin(WalPosition at) throws IOException {
        if (at.lsn() != at.segment().start()) {
            throw new IllegalArgumentException("WAL is received from the beginning of a segment on");
        }
        if (durable != null) {
            flush();
        }
        if (durable != null && !durable.systemId().equals(at.systemId())) {
            lengths.clear();
        }
        lengths.remove(at.segment());
        durable = at;
        received = at.lsn();
        savePosition(at, durableAt);
    }

    /** @throws IOException if it does not follow on what was received */
    synchronized void append(WalStream.Chunk chunk) throws IOException {
        WalPosition position = began();
        if (chunk.start() != received) {
            throw new IOException(
                    "WAL came from %s on, though %s was next".formatted(Lsn.text(chunk.start()), Lsn.text(received)));
        }
        byte[] bytes = chunk.bytes();
        for (int done = 0; done < bytes.length; ) {
            WalSegment segment = WalSegment.at(position.timeline(), received, position.segmentSize());
            int some = (int) Math.min(bytes.length - done, segment.end() - received);
            disk.write(file(position.systemId(), segment), received - segment.start(), bytes, done, some);
            done += some;
            received += some;
            if (received == segment.end()) {
                flush();
            }
        }
        receivedAt = chunk.sentAt();
    }

    /** All that was received is durable when this returns. */
    synchronized void flush() throws IOException {
        WalPosition position = began();
        if (received == position.lsn()) {
            return;
        }
        WalSegment segment = WalSegment.at(position.timeline(), received - 1, position.segmentSize());
        disk.force(file(position.systemId(), segment));
        WalPosition now = new WalPosition(position.systemId(), position.timeline(), received, position.segmentSize());
        savePosition(now, receivedAt);
        durable = now;
        durableAt = receivedAt;
        lengths.put(segment, received - segment.start());
    }

    synchronized long received() {
        return received;
    }

    synchronized boolean isBehindItself() {
        return durable != null && received > durable.lsn();
    }

    synchronized List<Spooled> segments() {
        WalSegment current = durable == null ? null : durable.segment();
        List<Spooled> all = new ArrayList<>();
        lengths.forEach((segment, length) ->
                all.add(new Spooled(segment, length, length == segment.size() || !segment.equals(current))));
        return all;
    }

    synchronized long bytes() {
        return lengths.values().stream().mapToLong(Long::longValue).sum();
    }

    byte[] read(WalSegment segment, long from, long to) throws IOException {
        return disk.read(file(began().systemId(), segment), from, Math.toIntExact(to - from));
    }

    synchronized void drop(WalSegment segment) throws IOException {
        lengths.remove(segment);
        disk.delete(file(began().systemId(), segment));
    }

    synchronized void keep(String systemId, TimelineHistory history) throws IOException {
        disk.replace(systemId + "-" + history.fileName(), history.text().getBytes(UTF_8));
    }

    synchronized List<TimelineHistory> histories(String systemId) throws IOException {
        List<TimelineHistory> all = new ArrayList<>();
        for (String file : disk.list()) {
            if (file.startsWith(systemId + "-") && file.endsWith(HISTORY)) {
                int timeline = (int)
                        Long.parseLong(file.substring(systemId.length() + 1, file.length() - HISTORY.length()), 16);
                all.add(TimelineHistory.parse(
                        timeline, new String(disk.read(file).orElseThrow(), UTF_8)));
            }
        }
        return all;
    }

    private synchronized WalPosition began() {
        if (durable == null) {
            throw new IllegalStateException("nothing was received");
        }
        return durable;
    }

    private void savePosition(WalPosition is, Instant at) throws IOException {
        String text =
                "%s %d %s %d %s\n".formatted(is.systemId(), is.timeline(), Lsn.text(is.lsn()), is.segmentSize(), at);
        disk.replace(POSITION, text.getBytes(UTF_8));
    }

    private static String file(String systemId, WalSegment segment) {
        return systemId + "-" + segment.name();
    }

    private static Optional<WalSegment> segment(String file, WalPosition position) {
        String prefix = position.systemId() + "-";
        return file.startsWith(prefix)
                ? WalSegment.parse(file.substring(prefix.length()), position.segmentSize())
                : Optional.empty();
    }
}
