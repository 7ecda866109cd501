package io.lifeboat.recovery.authority;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who may trade. Each change is a new one under the rules that keep two engines apart; none of them does anything.
 *
 * @param holder the host; {@link #NOBODY} while it is fenced
 * @param epoch only ever rises
 * @param run the recovery that has it in hand; none if nobody has
 */
public record Authority(
        String engine,
        String holder,
        long epoch,
        AuthorityPhase phase,
        @Nullable UUID run) {

    public static final String NOBODY = "nobody";

    /** The same run asks twice for one fence; another run gets an epoch of its own, and the former's is worth nothing. */
    Authority beginFence(UUID by) {
        boolean mine = by.equals(run);
        return switch (phase) {
            case FENCING, FENCED -> mine ? this : new Authority(engine, holder, epoch + 1, AuthorityPhase.FENCING, by);
            case OBSERVING -> {
                if (mine) {
                    throw new AuthorityRefusedException(
                            "this run has activated " + holder + " under epoch " + epoch + " already");
                }
                yield new Authority(engine, holder, epoch + 1, AuthorityPhase.FENCING, by);
            }
            case TRADING -> new Authority(engine, holder, epoch + 1, AuthorityPhase.FENCING, by);
        };
    }

    Authority fenced(UUID by, long confirmed) {
        boolean mine = by.equals(run) && epoch == confirmed;
        if (!mine || (phase != AuthorityPhase.FENCING && phase != AuthorityPhase.FENCED)) {
            throw new AuthorityRefusedException("the fence of epoch " + confirmed + " is another run's by now");
        }
        return new Authority(engine, NOBODY, epoch, AuthorityPhase.FENCED, by);
    }

    /** The gateway refuses below an epoch that this has not come to: what it has taken under that one is not known, so it is passed over. */
    Authority raised(UUID by, long lowest) {
        if (!by.equals(run) || phase != AuthorityPhase.FENCING) {
            throw new AuthorityRefusedException("the fence of epoch " + epoch + " is another run's by now");
        }
        return lowest < epoch ? this : new Authority(engine, holder, lowest + 1, AuthorityPhase.FENCING, by);
    }

    /**
     * Nobody may trade, whichever run has it in hand.
     *
     * @param lowest what the order gateway takes, by its own word; 0 if it says nothing
     */
    Authority halted(long lowest) {
        return switch (phase) {
            case TRADING, OBSERVING -> {
                long next = Math.max(epoch + 1, lowest);
                AuthorityPhase reached = lowest >= next ? AuthorityPhase.FENCED : AuthorityPhase.FENCING;
                yield new Authority(engine, NOBODY, next, reached, null);
            }
            case FENCING -> lowest >= epoch ? new Authority(engine, NOBODY, lowest, AuthorityPhase.FENCED, null) : this;
            case FENCED -> this;
        };
    }

    Authority activate(UUID by, String host) {
        boolean mine = by.equals(run);
        if (mine && phase == AuthorityPhase.OBSERVING && holder.equals(host)) {
            return this;
        }
        if (!mine || phase != AuthorityPhase.FENCED) {
            throw new AuthorityRefusedException("this run has no confirmed fence of '" + engine + "' (it is "
                    + phase.name().toLowerCase(java.util.Locale.ROOT) + " under epoch " + epoch + ")");
        }
        return new Authority(engine, host, epoch, AuthorityPhase.OBSERVING, by);
    }

    Authority reconciled(UUID by) {
        boolean mine = by.equals(run);
        if (mine && phase == AuthorityPhase.TRADING) {
            return this;
        }
        if (mine && phase == AuthorityPhase.OBSERVING) {
            return new Authority(engine, holder, epoch, AuthorityPhase.TRADING, by);
        }
        throw new AuthorityRefusedException("this run has not activated '" + engine + "': it can't let it trade");
    }
}
