package io.lifeboat.backup.wal;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.repository.Repository;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What WAL a place has, by the place alone. */
public final class WalStatus {

    private WalStatus() {}

    /**
     * A cluster's timeline.
     *
     * @param first the first byte that is there
     * @param last the first after the last one
     * @param gaps in words, with when the server had sent what lies before and after
     * @param lastAt when the server sent the last byte
     * @param bytes as they are stored
     */
    public record Line(
            String place,
            String systemId,
            int timeline,
            String first,
            String last,
            List<String> gaps,
            Instant lastAt,
            int objects,
            long bytes) {
        public Line {
            gaps = List.copyOf(gaps);
        }
    }

    /** @throws DamagedException if what must be read for it is not what was written */
    public static List<Line> of(Repository repository) throws IOException {
        WalArchive archive = new WalArchive(repository);
        try {
            return lines(archive);
        } catch (DamagedException e) {
            // Whoever receives just now makes one piece of several: what was listed may be in another one since.
            return lines(archive);
        }
    }

    private static List<Line> lines(WalArchive archive) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (WalInventory inventory : archive.inventories().values()) {
            for (int timeline : inventory.timelines()) {
                lines.add(line(archive, inventory, timeline));
            }
        }
        return lines;
    }

    private static Line line(WalArchive archive, WalInventory inventory, int timeline) throws IOException {
        List<Span> spans = inventory.spans(timeline);
        List<StoredPiece> pieces = inventory.pieces().stream()
                .filter(one -> one.piece().segment().timeline() == timeline)
                .toList();
        Optional<StoredPiece> last = inventory.last(timeline);
        return new Line(
                archive.name(),
                inventory.systemId(),
                timeline,
                Lsn.text(spans.getFirst().from()),
                Lsn.text(spans.getLast().to()),
                gaps(archive, pieces, Span.gaps(spans)),
                last.isEmpty() ? Instant.EPOCH : archive.read(last.get()).lastAt(),
                pieces.size(),
                pieces.stream().mapToLong(StoredPiece::size).sum());
    }

    private static List<String> gaps(WalArchive archive, List<StoredPiece> pieces, List<Span> gaps) throws IOException {
        List<String> words = new ArrayList<>();
        for (Span gap : gaps) {
            words.add("%s; what is before it was sent up to %s, what is after it from about %s on"
                    .formatted(
                            gap.describe(),
                            sentAt(archive, pieces, piece -> piece.span().to() == gap.from()),
                            sentAt(archive, pieces, piece -> piece.span().from() == gap.to())));
        }
        return words;
    }

    private static Instant sentAt(WalArchive archive, List<StoredPiece> pieces, Predicate<WalPiece> which)
            throws IOException {
        for (StoredPiece one : pieces) {
            if (which.test(one.piece())) {
                return archive.read(one).lastAt();
            }
        }
        throw new IllegalStateException("a gap that no piece touches");
    }
}
