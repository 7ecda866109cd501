package io.lifeboat.backup.standby;

import io.lifeboat.backup.wal.RiskJudge;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How old the oldest change is that a copy does not have, and whether others must hear of it. Pure.
 *
 * <p>It is counted by the watch's clock alone. A file's own time, which is by the clock of its host, only says where between
 * two looks it was changed: a clock that is wrong can't make the lag longer than the time since the copy was last seen to be
 * equal. A copy that was never seen to be equal is counted from the first look.
 */
final class StateLag {

    /** The oldest count; a tree that is missing as a whole must not fill the database. */
    private static final int REMEMBERED = 1000;

    private StateLag() {}

    /**
     * @param known for the next look
     * @param lag none where it can't be known, or where there is none to know
     * @param trouble why the copy can't be read; none if it can
     * @param tell whether others must hear of it
     * @param reason for that
     */
    record Verdict(
            StateKnown known,
            @Nullable Duration lag,
            int files,
            int percent,
            @Nullable String trouble,
            boolean tell,
            String reason) {}

    static Verdict judge(StateKnown known, StateLook look, @Nullable Duration objective, Instant now) {
        return switch (look) {
            case StateLook.NotTrading(String holder) ->
                silent(StateKnown.NOTHING, holder + " holds the authority to trade: nothing is copied from here");
            case StateLook.PrimaryUnreadable(String why) -> silent(known, why);
            case StateLook.CopyUnreadable(String why) -> {
                Instant since = Objects.requireNonNullElse(
                        known.unreadableSince(), Objects.requireNonNullElse(known.comparedAt(), now));
                StateKnown next = new StateKnown(known.comparedAt(), since, known.differing(), known.told());
                yield verdict(
                        next, earlier(oldest(known), since), known.differing().size(), why, objective, now);
            }
            case StateLook.Compared(List<Difference> differences) -> {
                StateKnown next = new StateKnown(now, null, remember(known, differences, now), known.told());
                yield verdict(next, oldest(next), differences.size(), null, objective, now);
            }
        };
    }

    private static Verdict silent(StateKnown known, String reason) {
        return new Verdict(known, null, 0, 0, null, false, reason);
    }

    private static Verdict verdict(
            StateKnown next,
            @Nullable Instant since,
            int files,
            @Nullable String trouble,
            @Nullable Duration objective,
            Instant now) {
        Duration lag = since == null || since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
        StateKnown.Told last = next.told();
        RiskJudge.Verdict risk = RiskJudge.judge(
                (double) lag.toMillis(),
                objective == null ? null : (double) objective.toMillis(),
                last == null ? 0 : last.percent(),
                last == null ? null : last.at(),
                now);
        boolean turned = last != null && last.trouble() != (trouble != null);
        boolean tell = risk.tell() || turned;
        StateKnown known = tell ? next.telling(new StateKnown.Told(risk.percent(), trouble != null, now)) : next;
        String reason = turned ? (trouble == null ? "the copy can be read again" : trouble) : risk.reason();
        return new Verdict(known, lag, files, risk.percent(), trouble, tell, reason);
    }

    private static Map<String, StateKnown.Since> remember(StateKnown known, List<Difference> found, Instant now) {
        Map<String, StateKnown.Since> all = new HashMap<>();
        for (Difference one : found) {
            all.put(one.path(), new StateKnown.Since(since(known, one, now), one.copy()));
        }
        if (all.size() <= REMEMBERED) {
            return all;
        }
        Map<String, StateKnown.Since> oldest = new LinkedHashMap<>();
        all.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getValue().at()))
                .limit(REMEMBERED)
                .forEach(entry -> oldest.put(entry.getKey(), entry.getValue()));
        return oldest;
    }

    private static Instant since(StateKnown known, Difference one, Instant now) {
        StateKnown.Since before = known.differing().get(one.path());
        if (before == null) {
            return firstSeen(known, one, now);
        }
        if (Objects.equals(before.copy(), one.copy())) {
            return before.at();
        }
        // A file that changes all the time differs at every look. The copy was renewed: what it lacks now is newer.
        Duration gap = one.gap();
        return gap == null ? firstSeen(known, one, now) : between(before.at(), now.minus(gap), now);
    }

    private static Instant firstSeen(StateKnown known, Difference one, Instant now) {
        Instant changed = one.changed();
        return one.moving() || changed == null
                ? now
                : between(Objects.requireNonNullElse(known.comparedAt(), now), changed, now);
    }

    private static Instant between(Instant from, Instant time, Instant to) {
        Instant notBefore = time.isBefore(from) ? from : time;
        return notBefore.isAfter(to) ? to : notBefore;
    }

    private static @Nullable Instant oldest(StateKnown known) {
        return known.differing().values().stream()
                .map(StateKnown.Since::at)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one != null && one.isBefore(other) ? one : other;
    }
}
