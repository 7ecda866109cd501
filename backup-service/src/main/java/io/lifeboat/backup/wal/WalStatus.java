package io.lifeboat.backup.wal;

import io.lifeboat.backup.repository.Repository;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What WAL a place has, by the place alone. */
public final class WalStatus {

    private WalStatus() {}

    /**
     * A cluster's timeline.
     *
     * @param first the first byte that is there
     * @param last the first after the last one
     * @param gaps in words
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

    /** @throws io.lifeboat.backup.pack.DamagedException if what must be read for it is not what was written */
    public static List<Line> of(Repository repository) throws IOException {
        WalArchive archive = new WalArchive(repository);
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
                Span.gaps(spans).stream().map(Span::describe).toList(),
                last.isEmpty() ? Instant.EPOCH : archive.read(last.get()).lastAt(),
                pieces.size(),
                pieces.stream().mapToLong(StoredPiece::size).sum());
    }
}
