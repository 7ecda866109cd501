package io.lifeboat.sandbox.replica;

import java.util.ArrayList;
import java.util.List;
import org.postgresql.replication.LogSequenceNumber;

/**
 * Where a server is in its cluster's history.
 *
 * @param system what all copies of one cluster share
 * @param recovering whether it follows another, or has never been told to stop doing so
 * @param receiver the process that takes another's WAL just now; 0 while none does
 * @param timeline the history that it writes, or takes
 * @param position up to where it has that history's WAL
 * @param forks where the histories before this one ended, the oldest first
 */
record Lineage(String system, boolean recovering, long receiver, long timeline, long position, List<Fork> forks) {

    /** At this position of this history the next one began. */
    record Fork(long timeline, long at) {}

    Lineage {
        forks = List.copyOf(forks);
    }

    boolean streams() {
        return receiver != 0;
    }

    /** The same without what it takes WAL with. */
    Lineage lost() {
        return new Lineage(system, recovering, 0, timeline, position, forks);
    }

    /** Whether all that the other has came before what this one has. */
    boolean contains(Lineage other) {
        int before = other.forks.size();
        return system.equals(other.system)
                && forks.size() > before
                && forks.subList(0, before).equals(other.forks)
                && forks.get(before).timeline() == other.timeline
                && forks.get(before).at() >= other.position;
    }

    /** The lines of PostgreSQL's file {@code 0000000N.history}. */
    static List<Fork> forks(String history) {
        List<Fork> forks = new ArrayList<>();
        for (String line : history.lines().toList()) {
            String[] fields = line.strip().split("\\s+");
            if (fields.length >= 2 && !fields[0].startsWith("#")) {
                forks.add(new Fork(
                        Long.parseLong(fields[0]),
                        LogSequenceNumber.valueOf(fields[1]).asLong()));
            }
        }
        return forks;
    }

    String where() {
        return "timeline " + timeline + " at "
                + LogSequenceNumber.valueOf(position).asString();
    }
}
