package io.lifeboat.backup.wal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much of the objective for lost data a place has used up. Pure. */
final class RpoJudge {

    private static final List<Integer> STEPS = List.of(100, 80, 50);
    private static final Duration TELL_AGAIN = Duration.ofMinutes(5);

    private RpoJudge() {}

    /**
     * @param achieved what would be lost if the server were gone now
     * @param percent of the objective that is spent: 0, 50, 80 or 100; 0 where there is no objective
     * @param tell whether others must hear of it
     */
    record Verdict(Duration achieved, int percent, boolean tell, String reason) {}

    /**
     * @param provedUpTo when the newest heartbeat was sent that the place has; none if it has none yet
     * @param since when receiving began: all before it is not known
     * @param last what was told last
     * @param toldAt when that was
     */
    static Verdict judge(
            @Nullable Instant provedUpTo,
            Instant since,
            @Nullable Duration objective,
            int last,
            @Nullable Instant toldAt,
            Instant now) {
        Instant from = provedUpTo == null ? since : provedUpTo;
        Duration achieved = from.isAfter(now) ? Duration.ZERO : Duration.between(from, now);
        int percent = objective == null
                ? 0
                : STEPS.stream()
                        .filter(step -> achieved.multipliedBy(100).compareTo(objective.multipliedBy(step)) >= 0)
                        .findFirst()
                        .orElse(0);
        if (toldAt == null && provedUpTo != null) {
            return new Verdict(achieved, percent, true, "it is the first that was measured");
        }
        if (percent != last) {
            return new Verdict(
                    achieved, percent, true, "from %d %% of the objective to %d %%".formatted(last, percent));
        }
        if (toldAt != null && !now.isBefore(toldAt.plus(TELL_AGAIN))) {
            return new Verdict(achieved, percent, true, "as every five minutes");
        }
        return new Verdict(achieved, percent, false, "nothing has changed");
    }
}
