package io.lifeboat.backup.retention;

import io.lifeboat.backup.retention.Candidate.Condition;
import io.lifeboat.backup.retention.Rule.Stand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which snapshots of one component in one repository are kept. The newest that is whole always is: newer ones that are
 * damaged do not count, and push nothing out. What the clock says can only keep more, because the rules count snapshots.
 */
public final class RetentionPolicy {

    /** Whoever takes one by hand finds it for a day, however many come after it. */
    static final Duration YOUNG = Duration.ofDays(1);

    /** Two clocks may differ so much. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private RetentionPolicy() {}

    /** @return one for each, newest first */
    public static List<Verdict> decide(List<Candidate> snapshots, Rules rules, List<Hold> holds, Instant now) {
        List<Candidate> all = snapshots.stream()
                .sorted(Comparator.comparing(Candidate::id).reversed())
                .toList();
        List<Candidate> counted = all.reversed().stream()
                .filter(one -> !one.isDamaged() && !isOfTheFuture(one, now))
                .toList();
        List<Map<String, Stand>> stands =
                rules.all().stream().map(rule -> rule.stands(counted, now)).toList();
        Optional<Candidate> refuge = refuge(all, now);
        return all.stream()
                .map(one -> decide(one, rules, stands, holds, refuge, now))
                .toList();
    }

    /** The newest that was read back; where none was read, the newest that may be whole. */
    private static Optional<Candidate> refuge(List<Candidate> newestFirst, Instant now) {
        Optional<Candidate> whole = newestFirst.stream()
                .filter(one -> one.condition() == Condition.WHOLE && !isOfTheFuture(one, now))
                .findFirst();
        return whole.isPresent()
                ? whole
                : newestFirst.stream()
                        .filter(one -> !one.isDamaged() && !isOfTheFuture(one, now))
                        .findFirst();
    }

    private static Verdict decide(
            Candidate one,
            Rules rules,
            List<Map<String, Stand>> stands,
            List<Hold> holds,
            Optional<Candidate> refuge,
            Instant now) {
        List<Reason> reasons = new ArrayList<>();
        Instant since = one.takenAt().plus(YOUNG);
        if (rules.nothingGoes()) {
            reasons.add(new Reason("the catalog has no 'keep' for it, so nothing is removed", null));
        }
        if (isOfTheFuture(one, now)) {
            reasons.add(new Reason("its time has not come yet: some clock was wrong", null));
        }
        if (refuge.filter(one::equals).isPresent()) {
            reasons.add(new Reason(
                    one.condition() == Condition.WHOLE ? "the newest that is known to be whole" : "the newest", null));
        }
        if (one.isDamaged()
                && (refuge.isEmpty() || one.id().compareTo(refuge.get().id()) > 0)) {
            reasons.add(new Reason("newer than the newest that is whole, and damaged: mend it", null));
        }
        if (now.isBefore(since)) {
            reasons.add(new Reason("younger than a day", since));
        }
        for (Hold hold : holds) {
            if (hold.covers(one) && !hold.isOver(now)) {
                reasons.add(new Reason("held by %s: %s".formatted(hold.by(), hold.reason()), hold.until()));
            } else if (hold.covers(one)) {
                since = later(since, Objects.requireNonNull(hold.until()));
            }
        }
        for (Map<String, Stand> rule : stands) {
            switch (rule.getOrDefault(one.id(), new Stand.Drops(one.takenAt()))) {
                case Stand.Keeps keeps -> reasons.add(keeps.reason());
                case Stand.Drops drops -> since = later(since, drops.since());
            }
        }
        return reasons.isEmpty()
                ? new Verdict.Expire(
                        one, one.isDamaged() ? "it is damaged, and no rule keeps it" : "no rule keeps it", since)
                : new Verdict.Keep(one, reasons);
    }

    private static boolean isOfTheFuture(Candidate one, Instant now) {
        return one.takenAt().isAfter(now.plus(SKEW));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
