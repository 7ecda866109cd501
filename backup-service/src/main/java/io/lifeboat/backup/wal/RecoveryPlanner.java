package io.lifeboat.backup.wal;

import io.lifeboat.backup.database.WalSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Which WAL a recovery needs. Pure. */
final class RecoveryPlanner {

    private final Map<Integer, List<Span>> there;
    private final Map<Integer, TimelineHistory> histories;
    private final long segmentSize;

    /**
     * @param there what all places have together, by timeline
     * @param histories by timeline
     */
    RecoveryPlanner(Map<Integer, List<Span>> there, Map<Integer, TimelineHistory> histories, long segmentSize) {
        this.there = there;
        this.histories = histories;
        this.segmentSize = segmentSize;
    }

    /**
     * @param timeline that is recovered along
     * @param segments that are needed, in the order of the WAL
     * @param end up to where there is WAL without a gap
     * @param isCut whether there is WAL after it that nothing leads to
     * @param reason why it ends there: a gap, or the end of what there is
     */
    record Plan(int timeline, List<WalSegment> segments, long end, boolean isCut, String reason) {
        Plan {
            segments = List.copyOf(segments);
        }
    }

    /**
     * Along the newest timeline that the base belongs to.
     *
     * @param base the timeline of the base
     * @param from where its WAL begins
     * @param consistentAt up to where it must be replayed before anything can be read
     * @return none if there is no WAL for it at all
     */
    Optional<Plan> plan(int base, long from, long consistentAt) {
        int target = base;
        for (Map.Entry<Integer, TimelineHistory> one : histories.entrySet()) {
            OptionalLong end = one.getValue().endOf(base);
            // A promotion within the base, or before it, belongs to another life of the cluster.
            if (one.getKey() > target
                    && end.isPresent()
                    && end.getAsLong() >= consistentAt
                    && there.containsKey(one.getKey())) {
                target = one.getKey();
            }
        }
        return along(target, base, from);
    }

    /** Along that timeline; none if the base does not belong to it. */
    Optional<Plan> planTo(int timeline, int base, long from, long consistentAt) {
        boolean belongs = timeline == base
                || Optional.ofNullable(histories.get(timeline)).stream()
                        .flatMapToLong(history -> history.endOf(base).stream())
                        .anyMatch(end -> end >= consistentAt);
        return belongs ? along(timeline, base, from) : Optional.empty();
    }

    private Optional<Plan> along(int target, int base, long from) {
        TimelineHistory history = histories.getOrDefault(target, TimelineHistory.first(target));
        List<WalSegment> segments = new ArrayList<>();
        int timeline = base;
        long at = from;
        while (true) {
            long reach = Span.reach(there.getOrDefault(timeline, List.of()), at);
            OptionalLong until = timeline == target ? OptionalLong.empty() : history.endOf(timeline);
            int next = history.after(timeline).orElse(target);
            if (until.isPresent()) {
                // The server copies the segment in which it was promoted: the new timeline has it from its beginning.
                long begin = WalSegment.at(next, until.getAsLong(), segmentSize).start();
                if (Math.max(reach, at) >= begin
                        && Span.reach(there.getOrDefault(next, List.of()), begin) > until.getAsLong()) {
                    add(segments, timeline, at, begin);
                    timeline = next;
                    at = begin;
                    continue;
                }
                reach = Math.min(reach, until.getAsLong());
            }
            add(segments, timeline, at, reach);
            return segments.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Plan(
                            timeline, segments, reach, gap(timeline, reach).isPresent(), reason(timeline, reach)));
        }
    }

    private void add(List<WalSegment> segments, int timeline, long from, long to) {
        for (WalSegment one = WalSegment.at(timeline, from, segmentSize); one.start() < to; one = one.next()) {
            segments.add(one);
        }
    }

    private String reason(int timeline, long end) {
        return gap(timeline, end)
                .map(gap -> "the WAL from " + gap.describe() + " is in no place")
                .orElse("no place has WAL after it");
    }

    private Optional<Span> gap(int timeline, long end) {
        return there.getOrDefault(timeline, List.of()).stream()
                .filter(span -> span.from() > end)
                .findFirst()
                .map(span -> new Span(end, span.from()));
    }
}
