package io.lifeboat.backup.wal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The WAL of one cluster that a place has, by the names of what lies there.
 *
 * @param segmentSize in bytes
 * @param pieces in the order of the WAL
 * @param histories keys of the objects, by timeline
 */
record WalInventory(String systemId, long segmentSize, List<StoredPiece> pieces, Map<Integer, List<String>> histories) {

    private static final Comparator<StoredPiece> ORDER = Comparator.comparing(
                    (StoredPiece one) -> one.piece().segment())
            .thenComparingLong(one -> one.piece().from())
            .thenComparingLong(one -> -one.piece().to());

    WalInventory {
        pieces = pieces.stream().sorted(ORDER).toList();
        histories = Map.copyOf(histories);
    }

    static WalInventory empty(String systemId, long segmentSize) {
        return new WalInventory(systemId, segmentSize, List.of(), Map.of());
    }

    List<Integer> timelines() {
        return pieces.stream()
                .map(one -> one.piece().segment().timeline())
                .distinct()
                .sorted()
                .toList();
    }

    /** What there is of a timeline, joined. */
    List<Span> spans(int timeline) {
        return Span.joined(pieces.stream()
                .filter(one -> one.piece().segment().timeline() == timeline)
                .map(one -> one.piece().span())
                .toList());
    }

    long bytes() {
        return pieces.stream().mapToLong(StoredPiece::size).sum();
    }

    /** The piece with the last byte of a timeline. */
    Optional<StoredPiece> last(int timeline) {
        return pieces.stream()
                .filter(one -> one.piece().segment().timeline() == timeline)
                .max(Comparator.comparingLong(one -> one.piece().span().to()));
    }

    static Map<Integer, List<Span>> union(List<WalInventory> all) {
        Map<Integer, List<Span>> union = new TreeMap<>();
        for (WalInventory one : all) {
            for (int timeline : one.timelines()) {
                union.computeIfAbsent(timeline, none -> new ArrayList<>()).addAll(one.spans(timeline));
            }
        }
        union.replaceAll((timeline, spans) -> Span.joined(spans));
        return union;
    }
}
