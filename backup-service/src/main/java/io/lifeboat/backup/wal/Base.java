package io.lifeboat.backup.wal;

import io.lifeboat.backup.database.WalSegment;
import io.lifeboat.backup.repository.SnapshotManifest;
import java.util.Map;
import java.util.Optional;

/**
 * Where the WAL of a snapshot of a database begins and ends.
 *
 * @param stop from where on it needs WAL that it does not bring along itself
 */
record Base(String systemId, int timeline, long start, long stop, long segmentSize) {

    /** None if the manifest is not of a database. */
    static Optional<Base> of(SnapshotManifest manifest) {
        Map<String, String> facts = manifest.facts();
        String systemId = facts.get("systemId");
        String start = facts.get("startLsn");
        String stop = facts.get("stopLsn");
        if (systemId == null || start == null || stop == null) {
            return Optional.empty();
        }
        long size = Long.parseLong(facts.getOrDefault("walSegmentSize", "16777216"));
        return timeline(manifest, size)
                .map(timeline -> new Base(systemId, timeline, Lsn.parse(start), Lsn.parse(stop), size));
    }

    /** Snapshots of former versions do not say it, but they have WAL, and its name does. */
    private static Optional<Integer> timeline(SnapshotManifest manifest, long size) {
        String fact = manifest.facts().get("timeline");
        if (fact != null) {
            return Optional.of(Integer.valueOf(fact));
        }
        return manifest.files().stream()
                .map(file -> file.path().substring(file.path().lastIndexOf('/') + 1))
                .flatMap(name -> WalSegment.parse(name, size).stream())
                .map(WalSegment::timeline)
                .findFirst();
    }

    /** From where on the places must have WAL. */
    long wanted() {
        return WalSegment.at(timeline, stop, segmentSize).start();
    }
}
