package io.lifeboat.backup.wal;

import io.lifeboat.backup.database.WalSegment;
import io.lifeboat.backup.pack.DamagedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All that the places have together of one cluster's WAL: what one lacks, or has damaged, another may have. */
final class WalStock {

    private final String systemId;
    private final long segmentSize;
    private final Map<WalArchive, WalInventory> archives;
    private final List<String> troubles;

    private WalStock(String systemId, long segmentSize, Map<WalArchive, WalInventory> archives, List<String> troubles) {
        this.systemId = systemId;
        this.segmentSize = segmentSize;
        this.archives = archives;
        this.troubles = troubles;
    }

    /** @param all in the order in which they are asked */
    static WalStock of(List<WalArchive> all, String systemId, long segmentSize) {
        Map<WalArchive, WalInventory> archives = new LinkedHashMap<>();
        List<String> troubles = new ArrayList<>();
        for (WalArchive one : all) {
            try {
                archives.put(one, one.inventory(systemId, segmentSize));
            } catch (IOException e) {
                troubles.add(String.valueOf(e.getMessage()));
            }
        }
        return new WalStock(systemId, segmentSize, archives, troubles);
    }

    /** What went wrong while it was asked, in words. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }

    Map<Integer, List<Span>> spans() {
        return WalInventory.union(List.copyOf(archives.values()));
    }

    /** @throws DamagedException if no place has a whole one of a timeline of which there is one */
    Map<Integer, TimelineHistory> histories() throws IOException {
        Map<Integer, TimelineHistory> histories = new TreeMap<>();
        Map<Integer, DamagedException> damaged = new TreeMap<>();
        for (Map.Entry<WalArchive, WalInventory> one : archives.entrySet()) {
            for (Map.Entry<Integer, List<String>> keys :
                    one.getValue().histories().entrySet()) {
                if (!histories.containsKey(keys.getKey())) {
                    try {
                        Optional<TimelineHistory> history =
                                one.getKey().histories().of(keys.getKey(), keys.getValue());
                        history.ifPresent(is -> histories.put(keys.getKey(), is));
                    } catch (DamagedException e) {
                        damaged.put(keys.getKey(), e);
                    }
                }
            }
        }
        for (Map.Entry<Integer, DamagedException> one : damaged.entrySet()) {
            if (!histories.containsKey(one.getKey())) {
                throw one.getValue();
            }
        }
        return histories;
    }

    private record Source(WalArchive archive, StoredPiece piece) {}

    /** A segment as far as there is WAL of it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Filled(byte[] bytes, int from, int to, List<String> troubles) {}

    /**
     * Puts a segment together, the longest pieces first and the nearest place first.
     *
     * @param from the first byte in the segment that must be there
     * @param to the first that need not
     * @throws DamagedException if a byte in between can't be had, or two places differ in one
     */
    Filled segment(WalSegment segment, int from, int to) throws IOException {
        try {
            return fill(segment, from, to);
        } catch (DamagedException e) {
            // Whoever receives just now makes one piece of several: what was listed may be in another one since.
            if (lookAgain(segment)) {
                return fill(segment, from, to);
            }
            throw e;
        }
    }

    /** @return whether other pieces of it are there than before */
    private boolean lookAgain(WalSegment segment) throws IOException {
        List<String> before = keys(segment);
        for (Map.Entry<WalArchive, WalInventory> one : archives.entrySet()) {
            one.setValue(one.getKey().inventory(systemId, segmentSize));
        }
        return !before.equals(keys(segment));
    }

    private List<String> keys(WalSegment segment) {
        return sources(segment).stream().map(one -> one.piece().key()).toList();
    }

    private Filled fill(WalSegment segment, int from, int to) throws IOException {
        byte[] bytes = new byte[(int) segment.size()];
        List<Span> filled = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        for (Source source : sources(segment)) {
            WalPiece piece = source.piece().piece();
            if (covers(filled, from, to)) {
                break;
            }
            byte[] plain;
            try {
                plain = source.archive().read(source.piece()).plain();
            } catch (IOException e) {
                troubles.add(String.valueOf(e.getMessage()));
                continue;
            }
            if (differs(bytes, filled, piece, plain)) {
                throw new DamagedException(
                        "%s: %s is other WAL than what is there already: two servers have written under one timeline"
                                .formatted(
                                        source.archive().name(), source.piece().key()));
            }
            System.arraycopy(plain, 0, bytes, (int) piece.from(), plain.length);
            filled.add(new Span(piece.from(), piece.to()));
        }
        if (!covers(filled, from, to)) {
            throw new DamagedException("no place has %s of the WAL whole: %s"
                    .formatted(
                            new Span(segment.start() + from, segment.start() + to).describe(),
                            String.join("; ", troubles)));
        }
        int reach = (int) Span.reach(filled, from);
        return new Filled(bytes, from, reach, troubles);
    }

    private List<Source> sources(WalSegment segment) {
        List<Source> sources = new ArrayList<>();
        for (Map.Entry<WalArchive, WalInventory> one : archives.entrySet()) {
            for (StoredPiece piece : one.getValue().pieces()) {
                if (piece.piece().segment().equals(segment)) {
                    sources.add(new Source(one.getKey(), piece));
                }
            }
        }
        sources.sort(Comparator.comparingLong(one -> -one.piece().piece().span().length()));
        return sources;
    }

    private static boolean covers(List<Span> filled, int from, int to) {
        return Span.reach(filled, from) >= to;
    }

    private static boolean differs(byte[] bytes, List<Span> filled, WalPiece piece, byte[] plain) {
        for (Span span : filled) {
            int begin = (int) Math.max(span.from(), piece.from());
            int end = (int) Math.min(span.to(), piece.to());
            if (begin < end
                    && !Arrays.equals(bytes, begin, end, plain, begin - (int) piece.from(), end - (int) piece.from())) {
                return true;
            }
        }
        return false;
    }
}
