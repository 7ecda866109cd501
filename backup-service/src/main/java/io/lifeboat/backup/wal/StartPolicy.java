package io.lifeboat.backup.wal;

import io.lifeboat.backup.database.WalSegment;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Where receiving goes on after a connection was made. Pure. */
final class StartPolicy {

    private StartPolicy() {}

    sealed interface Start {

        /** Where the last connection ended. */
        record GoOn(int timeline, long lsn) implements Start {}

        /**
         * At the beginning of a segment.
         *
         * @param alarm why WAL may be missing before it; none where all is well
         */
        record Begin(WalPosition at, @Nullable String alarm) implements Start {}

        /** Not from this server. */
        record Refuse(String reason) implements Start {}
    }

    /**
     * @param known up to where there is WAL, in the spool or in a place; none at the very first
     * @param history of the server's timeline
     * @param slotFrom from where on the server keeps WAL for us
     */
    static Start start(Optional<WalPosition> known, WalServer.Identity server, TimelineHistory history, long slotFrom) {
        WalPosition anew = anew(server, slotFrom);
        if (known.isEmpty()) {
            return new Start.Begin(anew, null);
        }
        WalPosition is = known.get();
        if (!is.systemId().equals(server.systemId())) {
            return new Start.Begin(
                    anew,
                    "another cluster answers: its system id is %s, until now it was %s. Its WAL is kept apart; take a snapshot of it"
                            .formatted(server.systemId(), is.systemId()));
        }
        if (is.timeline() > server.timeline()) {
            return new Start.Refuse(
                    "the server is on timeline %d, and there is WAL of timeline %d already: it is a former primary, and nothing is taken from it"
                            .formatted(server.timeline(), is.timeline()));
        }
        if (is.timeline() == server.timeline()) {
            return is.lsn() <= server.flushed()
                    ? new Start.GoOn(is.timeline(), is.lsn())
                    : new Start.Refuse(
                            "the server has WAL up to %s only, and had sent it up to %s: it is an older copy of itself"
                                    .formatted(Lsn.text(server.flushed()), Lsn.text(is.lsn())));
        }
        OptionalLong end = history.endOf(is.timeline());
        if (end.isEmpty()) {
            return new Start.Begin(
                    anew,
                    "timeline %d of the server does not come from timeline %d, of which there is WAL: take a snapshot"
                            .formatted(server.timeline(), is.timeline()));
        }
        if (is.lsn() < end.getAsLong()) {
            return new Start.GoOn(is.timeline(), is.lsn());
        }
        int next = history.after(is.timeline()).orElse(server.timeline());
        long begin = WalSegment.at(next, end.getAsLong(), server.segmentSize()).start();
        return new Start.Begin(new WalPosition(server.systemId(), next, begin, server.segmentSize()), null);
    }

    /** Where the server has WAL again. What is missing is what lies between. */
    static Start afterGap(Optional<WalPosition> known, WalServer.Identity server, long slotFrom) {
        WalPosition at = anew(server, slotFrom);
        String lost = known.map(is -> "of timeline %d from %s".formatted(is.timeline(), Lsn.text(is.lsn())))
                .orElse("before");
        return new Start.Begin(
                at,
                "the server has thrown away the WAL %s to %s, and no place has it: no instant in it, and none after it, can be restored before there is a new snapshot: take a snapshot"
                        .formatted(lost, Lsn.text(at.lsn())));
    }

    /** Of one cluster: on a later timeline, or further on the same. */
    static boolean isAfter(WalPosition one, WalPosition other) {
        return one.timeline() > other.timeline() || (one.timeline() == other.timeline() && one.lsn() > other.lsn());
    }

    /** At what the server keeps for us, or where it is now. */
    static WalPosition anew(WalServer.Identity server, long slotFrom) {
        long from = slotFrom >= 0 && slotFrom <= server.flushed() ? slotFrom : server.flushed();
        WalSegment segment = WalSegment.at(server.timeline(), from, server.segmentSize());
        return new WalPosition(server.systemId(), server.timeline(), segment.start(), server.segmentSize());
    }
}
