package io.lifeboat.backup.wal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.store.ObjectKeys;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the timelines of a place's WAL come from. */
final class WalHistories {

    private final WalArchive archive;

    WalHistories(WalArchive archive) {
        this.archive = archive;
    }

    /** @throws DamagedException if the place has another history of that timeline: two clusters have parted under one number */
    void put(String systemId, TimelineHistory history, Instant now) throws IOException {
        Optional<TimelineHistory> there = of(systemId, history.timeline());
        if (there.isEmpty()) {
            archive.put(
                    WalKey.history(systemId, history.timeline()),
                    new WalSeal.Opened(0, now, history.text().getBytes(UTF_8)));
        } else if (!there.get().text().equals(history.text())) {
            throw new DamagedException(
                    ("%s: has another history of timeline %d of cluster %s: two servers have parted under one"
                                    + " number, and only one of them can be kept here")
                            .formatted(archive.name(), history.timeline(), systemId));
        }
    }

    boolean hasWhole(int timeline, List<String> keys) throws IOException {
        try {
            return of(timeline, keys).isPresent();
        } catch (DamagedException e) {
            return false;
        }
    }

    /** @param damaged what gives way to it */
    void replace(String systemId, TimelineHistory history, List<String> damaged) throws IOException {
        for (String key : damaged) {
            archive.repository().store().delete(key);
        }
        put(systemId, history, Instant.EPOCH);
    }

    /** The first that can be read. */
    Optional<TimelineHistory> of(String systemId, int timeline) throws IOException {
        List<String> keys = new ArrayList<>();
        for (ObjectStore.Head head : ObjectKeys.all(
                archive.repository().store(), WalKey.FOLDER + systemId + "/" + "%08X".formatted(timeline) + "/")) {
            if (head.key().contains(".history-")) {
                keys.add(head.key());
            }
        }
        return of(timeline, keys);
    }

    /** @throws DamagedException if there are some, and none can be read */
    Optional<TimelineHistory> of(int timeline, List<String> keys) throws IOException {
        DamagedException damaged = null;
        for (String key : keys) {
            try {
                byte[] text = archive.open(WalKey.parse(key).orElseThrow(), key).plain();
                return Optional.of(TimelineHistory.parse(timeline, new String(text, UTF_8)));
            } catch (DamagedException e) {
                damaged = e;
            } catch (IllegalArgumentException e) {
                damaged = new DamagedException("%s: %s: %s".formatted(archive.name(), key, e.getMessage()), e);
            }
        }
        if (damaged != null) {
            throw damaged;
        }
        return Optional.empty();
    }
}
