package io.lifeboat.backup.wal;

import java.util.List;
import java.util.Optional;

/**
 * What waits on a server: for its slots, and for those who follow it.
 *
 * @param slots those that hold WAL for backups
 * @param standbys those that follow it, and those that should: who may not see them ({@code pg_monitor} may) finds none
 */
record ServerSeen(List<Slot> slots, List<Standby> standbys) {

    static final ServerSeen NOTHING = new ServerSeen(List.of(), List.of());

    ServerSeen {
        slots = List.copyOf(slots);
        standbys = List.copyOf(standbys);
    }

    /**
     * @param status as PostgreSQL calls it
     * @param safe bytes that may be written before it is lost; NaN where nothing bounds it
     */
    record Slot(String name, String status, double retained, double safe) {}

    /**
     * @param behind bytes that it has not applied
     * @param seconds NaN where nobody knows
     * @param away it has a slot, and does not follow
     */
    record Standby(String name, double behind, double seconds, boolean away) {}

    Optional<Slot> slot(String name) {
        return slots.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** NaN where there is none. */
    double worstBytes() {
        return standbys.stream().mapToDouble(Standby::behind).max().orElse(Double.NaN);
    }

    /** NaN where there is none, or nobody knows. */
    double worstSeconds() {
        return standbys.stream()
                .mapToDouble(Standby::seconds)
                .filter(seconds -> !Double.isNaN(seconds))
                .max()
                .orElse(Double.NaN);
    }
}
