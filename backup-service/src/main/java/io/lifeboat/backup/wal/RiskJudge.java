package io.lifeboat.backup.wal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much of something that must not run out is spent, and whether others must hear of it. Pure. */
public final class RiskJudge {

    private static final List<Integer> STEPS = List.of(100, 80, 50);
    private static final double WHOLE = 100;
    private static final Duration TELL_AGAIN = Duration.ofMinutes(5);

    private RiskJudge() {}

    /**
     * @param percent that is spent: 0, 50, 80 or 100
     * @param tell whether others must hear of it
     */
    public record Verdict(int percent, boolean tell, String reason) {}

    /**
     * @param spent of the limit
     * @param limit none where nothing bounds it: then nothing is ever at risk
     * @param last what was told last
     * @param toldAt when that was
     */
    public static Verdict judge(double spent, @Nullable Double limit, int last, @Nullable Instant toldAt, Instant now) {
        int percent = limit == null
                ? 0
                : STEPS.stream()
                        .filter(step -> limit <= 0 || spent * WHOLE >= limit * step)
                        .findFirst()
                        .orElse(0);
        if (toldAt == null) {
            return new Verdict(percent, true, "it is the first that was measured");
        }
        if (percent != last) {
            return new Verdict(percent, true, "from %d %% to %d %%".formatted(last, percent));
        }
        return now.isBefore(toldAt.plus(TELL_AGAIN))
                ? new Verdict(percent, false, "nothing has changed")
                : new Verdict(percent, true, "as every five minutes");
    }
}
