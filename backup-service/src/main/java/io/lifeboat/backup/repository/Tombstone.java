package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.Hash;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be removed from a repository once a time of grace is over, and what is known about it. Only what a tombstone
 * names is ever removed.
 *
 * @param component none for packs that nothing ever needed
 * @param packs that no snapshot needed when they were found
 * @param wal keys of pieces of WAL that no snapshot which stays needs
 * @param live every snapshot that stayed, as {@code component/id}: a listing that lacks one of them is not believed
 */
public record Tombstone(
        int format,
        String id,
        @Nullable String component,
        Instant at,
        List<Dead> snapshots,
        List<Hash> packs,
        List<String> live,
        List<String> wal) {

    static final int FORMAT = 1;

    public Tombstone {
        snapshots = List.copyOf(snapshots);
        packs = List.copyOf(packs);
        live = List.copyOf(live);
        // One that an older version has written knows of none.
        wal = wal == null ? List.of() : List.copyOf(wal);
    }

    /**
     * @param packs that its manifest named: when that is gone, nobody else knows them
     */
    public record Dead(String id, String reason, Instant since, List<Hash> packs) {
        public Dead {
            packs = List.copyOf(packs);
        }
    }

    public Tombstone with(List<Dead> snapshots) {
        return new Tombstone(format, id, component, at, snapshots, packs, live, wal);
    }
}
