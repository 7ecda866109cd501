package io.lifeboat.backup.standby;

import io.lifeboat.event.BackupEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells how far one copy is behind. One replica looks at a time; the next goes on with what that one knew. One thread. */
final class StateWatch {

    private final Watched watched;
    private final Looking looking;
    private final StateRows rows;
    private final Clock clock;
    private final Duration claimFor;
    private volatile StateLag.@Nullable Verdict seen;

    /**
     * @param primary the host that is copied from while it trades
     * @param copy host and path
     * @param objective for lost data; none where the plan has none
     */
    record Watched(
            String component,
            String engine,
            String primary,
            String copy,
            @Nullable Duration objective) {}

    interface Looking {
        StateLook look() throws InterruptedException;
    }

    /** @param claimFor longer than a look takes: then another replica may */
    StateWatch(Watched watched, Looking looking, StateRows rows, Clock clock, Duration claimFor) {
        this.watched = watched;
        this.looking = looking;
        this.rows = rows;
        this.clock = clock;
        this.claimFor = claimFor;
    }

    /** What was seen last; none while another replica looks. */
    StateLag.@Nullable Verdict seen() {
        return seen;
    }

    /** For a person. */
    String describe() {
        StateLag.Verdict last = seen;
        if (last == null) {
            return "another replica looks at " + watched.copy() + ", or nobody has yet";
        }
        Duration lag = last.lag();
        if (lag == null) {
            return "not measured: " + last.reason();
        }
        String trouble = last.trouble();
        return watched.copy() + " is " + lag.toSeconds() + " s behind, files that differ: " + last.files()
                + (trouble == null ? "" : "; " + trouble);
    }

    /** @return whether it was this replica that looked */
    boolean look() throws InterruptedException {
        boolean kept = false;
        try {
            Instant now = clock.instant();
            StateRows.Claim claim = rows.claim(watched.component(), watched.engine(), now, now.plus(claimFor))
                    .orElse(null);
            if (claim != null) {
                String holder = claim.holder();
                StateLook look = holder == null || holder.equals(watched.primary())
                        ? looking.look()
                        : new StateLook.NotTrading(holder);
                kept = keep(StateLag.judge(claim.known(), look, watched.objective(), clock.instant()));
            }
            return kept;
        } finally {
            if (!kept) {
                seen = null;
            }
        }
    }

    void release() {
        rows.release(watched.component(), clock.instant());
    }

    private boolean keep(StateLag.Verdict verdict) {
        boolean kept = rows.keep(watched.component(), verdict.known(), verdict.tell() ? event(verdict) : null);
        if (kept) {
            seen = verdict;
        }
        return kept;
    }

    private @Nullable BackupEvent event(StateLag.Verdict verdict) {
        Duration lag = verdict.lag();
        return lag == null
                ? null
                : new BackupEvent.StateLagMeasured(
                        watched.component(),
                        watched.copy(),
                        verdict.percent(),
                        verdict.files(),
                        lag,
                        watched.objective(),
                        verdict.trouble(),
                        clock.instant(),
                        null);
    }
}
