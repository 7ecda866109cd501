package io.lifeboat.backup.expiry;

import io.lifeboat.backup.retention.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has become of expiry in one place.
 *
 * @param verdicts newest first
 * @param marked snapshots that go, and when at the earliest
 * @param removed snapshots that are gone since this run
 * @param packs how many packs went
 * @param wal what becomes of the WAL, by cluster; empty for what is no database
 * @param removedWal how many pieces of WAL went
 * @param waits why not all that could go is gone; none if all is
 * @param failure why nothing, or not all, could be done; it is done by the next run
 */
public record Expired(
        String place,
        List<Verdict> verdicts,
        Map<String, Instant> marked,
        List<String> removed,
        int packs,
        List<WalVerdict> wal,
        int removedWal,
        @Nullable String waits,
        @Nullable Exception failure) {

    public Expired {
        verdicts = List.copyOf(verdicts);
        marked = Map.copyOf(marked);
        removed = List.copyOf(removed);
        wal = List.copyOf(wal);
    }

    /** Of a place where nothing could be found out. */
    public static Expired failed(String place, Exception failure) {
        return new Expired(place, List.of(), Map.of(), List.of(), 0, List.of(), 0, null, failure);
    }
}
