package io.lifeboat.backup.wal;

import io.lifeboat.backup.repository.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The WAL of a cluster in one place that no recovery reads any more.
 *
 * @param neededFrom the first byte that is needed; none if no snapshot of the cluster is kept, so that all of it stays
 * @param neededBy the snapshot that needs it
 * @param keys of the objects that are left over
 * @param bytes of those, as they are stored
 * @param kept how many objects are needed
 */
public record WalLeftovers(
        String systemId,
        @Nullable String neededFrom,
        @Nullable String neededBy,
        List<String> keys,
        long bytes,
        int kept) {

    public WalLeftovers {
        keys = List.copyOf(keys);
    }

    /** One for each cluster of which there is any. */
    public static List<WalLeftovers> of(Repository repository, WalFloors floors) throws IOException {
        List<WalLeftovers> all = new ArrayList<>();
        for (WalInventory inventory : new WalArchive(repository).inventories().values()) {
            List<StoredPiece> over = inventory.pieces().stream()
                    .filter(one -> floors.isLeftOver(one.piece()))
                    .toList();
            WalFloors.Floor floor = floors.of(inventory.systemId()).orElse(null);
            all.add(new WalLeftovers(
                    inventory.systemId(),
                    floor == null ? null : Lsn.text(floor.lsn()),
                    floor == null ? null : floor.snapshot(),
                    over.stream().map(StoredPiece::key).toList(),
                    over.stream().mapToLong(StoredPiece::size).sum(),
                    inventory.pieces().size() - over.size()));
        }
        return all;
    }
}
