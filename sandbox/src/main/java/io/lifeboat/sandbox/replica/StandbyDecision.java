package io.lifeboat.sandbox.replica;

import org.jspecify.annotations.Nullable;

/**
 * Whether a standby is made anew from the primary. Its data may be the only good copy of something: what was promoted takes
 * writes, and is replaced only if the primary's own history goes through all of them.
 */
public sealed interface StandbyDecision {

    String reason();

    /** There is nothing to do. */
    record Follows(String reason) implements StandbyDecision {}

    record Rebuild(String reason) implements StandbyDecision {}

    /** A person must decide. */
    record Refuse(String reason) implements StandbyDecision {}

    /** What there is of the standby where its server does not answer. */
    enum Silent {
        /** There is no data. */
        EMPTY,
        /** Its data has never been told to stop following. */
        STANDBY,
        /** Nobody knows what was written to it. */
        PROMOTED
    }

    static StandbyDecision of(Lineage primary, Silent standby) {
        if (primary.recovering()) {
            return new Refuse("the primary itself is in recovery: wait until it takes writes");
        }
        return switch (standby) {
            case EMPTY -> new Rebuild("there is no data yet");
            case STANDBY -> new Rebuild("its server does not start, and it was never promoted");
            case PROMOTED ->
                new Refuse("its server does not run, and it was promoted: start it, so that it can say what it has");
        };
    }

    static StandbyDecision of(Lineage primary, Lineage standby) {
        if (primary.recovering()) {
            return new Refuse("the primary itself is in recovery: wait until it takes writes");
        }
        if (!primary.system().equals(standby.system())) {
            return new Refuse("it is no copy of the primary: its cluster is " + standby.system() + ", the primary's is "
                    + primary.system());
        }
        if (!standby.recovering()) {
            return primary.contains(standby)
                    ? new Rebuild("it was promoted, and the primary has all that it has (" + standby.where() + ")")
                    : new Refuse("it was promoted and may have what the primary has not: it is on " + standby.where()
                            + ", the primary on " + primary.where());
        }
        if (standby.streams() && standby.timeline() == primary.timeline() && standby.position() > began(primary)) {
            return new Follows("it follows the primary on " + standby.where());
        }
        Long beyond = beyond(primary, standby);
        return new Rebuild("it does not follow the primary, which is on " + primary.where() + "; it has "
                + standby.where()
                + (beyond == null || beyond <= 0
                        ? ""
                        : ", " + beyond + " bytes of WAL more than what the primary was restored from"));
    }

    /** One that asks for WAL which is gone already says that it streams, for a moment: it has nothing of the new history. */
    private static long began(Lineage primary) {
        return primary.forks().isEmpty() ? 0 : primary.forks().getLast().at();
    }

    /** How much it has of a history which the primary has left earlier. */
    private static @Nullable Long beyond(Lineage primary, Lineage standby) {
        return primary.forks().stream()
                .filter(fork -> fork.timeline() == standby.timeline())
                .map(fork -> standby.position() - fork.at())
                .findFirst()
                .orElse(null);
    }
}
