package io.lifeboat.backup.incident;

import io.lifeboat.backup.repository.SnapshotId;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Component;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an incident needs of the backups. Pure. */
final class IncidentHoldPolicy {

    private IncidentHoldPolicy() {}

    /** The backups of the component itself and of its host. Where none is, nobody knows, and all are held. */
    static List<String> concerned(Catalog catalog, String component) {
        Component of = catalog.components().get(component);
        String host = of == null ? null : of.host();
        List<BackupGroup> all = catalog.backups().values().stream()
                .filter(BackupGroup::isTakenHere)
                .toList();
        List<String> concerned = all.stream()
                .filter(group -> group.id().equals(component)
                        || (group.image() != null && group.image().host().equals(host))
                        || group.sources().stream()
                                .anyMatch(source -> source.host().equals(host)))
                .map(BackupGroup::id)
                .sorted()
                .toList();
        return concerned.isEmpty() ? all.stream().map(BackupGroup::id).sorted().toList() : concerned;
    }

    /**
     * The newest from before the incident: what was taken since may have the damage in it, and to any instant before it
     * leads the WAL since then. Best one that was read back.
     *
     * @param there in one place or more
     * @param verified those that were whole when they were last read
     */
    static Optional<String> needed(Collection<String> there, Set<String> verified, Instant detectedAt) {
        List<String> before = there.stream()
                .filter(id -> !SnapshotId.time(id).isAfter(detectedAt))
                .sorted()
                .toList();
        List<String> good = before.stream().filter(verified::contains).toList();
        List<String> from = good.isEmpty() ? before : good;
        return from.isEmpty() ? Optional.empty() : Optional.of(from.getLast());
    }
}
