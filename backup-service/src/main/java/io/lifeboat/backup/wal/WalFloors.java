package io.lifeboat.backup.wal;

import io.lifeboat.backup.repository.SnapshotManifest;
import java.util.Optional;
import java.util.TreeMap;

/**
 * From where on the WAL of each cluster is needed: by whichever snapshot its own ends first, on any timeline. What lies
 * before it no recovery reads. Of a cluster without a snapshot nobody knows, and all of it is needed.
 */
public final class WalFloors {

    private final TreeMap<String, Floor> floors = new TreeMap<>();

    /** @param snapshot that needs it */
    record Floor(long lsn, String snapshot) {}

    /** It stays. What is no database needs none. */
    public void add(SnapshotManifest manifest) {
        Base.of(manifest)
                .ifPresent(base -> floors.merge(
                        base.systemId(),
                        new Floor(base.wanted(), manifest.id()),
                        (one, other) -> one.lsn() <= other.lsn() ? one : other));
    }

    Optional<Floor> of(String systemId) {
        return Optional.ofNullable(floors.get(systemId));
    }

    boolean isLeftOver(WalPiece piece) {
        return of(piece.systemId())
                .filter(floor -> piece.span().to() <= floor.lsn())
                .isPresent();
    }
}
