package io.lifeboat.backup.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of the catalog's rules. They count snapshots and not days, so that a clock that jumps makes none of them drop
 * anything: for each snapshot that a rule drops, a newer one has come in its place.
 */
sealed interface Rule {

    /** What a rule says of a snapshot. */
    sealed interface Stand {
        record Keeps(Reason reason) implements Stand {}

        /** @param since when a newer one has come in its place; its own time if the rule never meant it */
        record Drops(Instant since) implements Stand {}
    }

    /** @param all oldest first, none of them damaged */
    Map<String, Stand> stands(List<Candidate> all, Instant now);

    /** The newest, whenever they were taken. */
    record Last(int count) implements Rule {
        @Override
        public Map<String, Stand> stands(List<Candidate> all, Instant now) {
            Map<String, Stand> stands = new HashMap<>();
            for (int i = 0; i < all.size(); i++) {
                int displaced = i + count;
                stands.put(
                        all.get(i).id(),
                        displaced < all.size()
                                ? new Stand.Drops(all.get(displaced).takenAt())
                                : new Stand.Keeps(new Reason("one of the last " + count, null)));
            }
            return stands;
        }
    }

    /** The newest of each of so many periods that have one. */
    record Newest(int count, Period period) implements Rule {
        @Override
        public Map<String, Stand> stands(List<Candidate> all, Instant now) {
            List<List<Candidate>> periods = periods(all, period, LocalTime.MIDNIGHT);
            Map<String, Stand> stands = new HashMap<>();
            for (int i = 0; i < periods.size(); i++) {
                List<Candidate> of = periods.get(i);
                for (int j = 0; j < of.size() - 1; j++) {
                    stands.put(of.get(j).id(), new Stand.Drops(of.get(j + 1).takenAt()));
                }
                stands.put(of.getLast().id(), stand(periods, i));
            }
            return stands;
        }

        private Stand stand(List<List<Candidate>> periods, int i) {
            int displaced = i + count;
            if (displaced < periods.size()) {
                return new Stand.Drops(periods.get(displaced).getFirst().takenAt());
            }
            String text = "the newest of one of the last %d %s".formatted(count, period.plural());
            boolean open = i == periods.size() - 1;
            Instant newest = period.begin(periods.getLast().getFirst().takenAt(), LocalTime.MIDNIGHT);
            return new Stand.Keeps(
                    new Reason(text, open ? null : period.after(newest, displaced - periods.size() + 1L)));
        }
    }

    /**
     * The first of each period, for so long, and never fewer than would be there if none were missing.
     *
     * @param name of the catalog's kind
     * @param at when the period begins
     */
    record Timed(String name, Period period, LocalTime at, Duration keep) implements Rule {
        @Override
        public Map<String, Stand> stands(List<Candidate> all, Instant now) {
            List<List<Candidate>> periods = periods(all, period, at);
            int count = period.in(keep);
            Map<String, Stand> stands = new HashMap<>();
            for (int i = 0; i < periods.size(); i++) {
                List<Candidate> of = periods.get(i);
                of.forEach(one -> stands.put(one.id(), new Stand.Drops(one.takenAt())));
                Candidate first = of.getFirst();
                Instant end = first.takenAt().plus(keep);
                int displaced = i + count;
                boolean isDisplaced = displaced < periods.size();
                if (isDisplaced && !now.isBefore(end)) {
                    Instant by = periods.get(displaced).getFirst().takenAt();
                    stands.put(first.id(), new Stand.Drops(by.isAfter(end) ? by : end));
                } else {
                    Instant newest = period.begin(periods.getLast().getFirst().takenAt(), at);
                    Instant by = period.after(newest, Math.max(0, displaced - periods.size() + 1L));
                    String text = "'%s', kept for %d %s".formatted(name, count, period.plural());
                    stands.put(first.id(), new Stand.Keeps(new Reason(text, by.isAfter(end) ? by : end)));
                }
            }
            return stands;
        }
    }

    /** Oldest first, and in each oldest first. */
    private static List<List<Candidate>> periods(List<Candidate> all, Period period, LocalTime at) {
        Map<Instant, List<Candidate>> periods = new LinkedHashMap<>();
        for (Candidate one : all) {
            periods.computeIfAbsent(period.begin(one.takenAt(), at), begin -> new ArrayList<>())
                    .add(one);
        }
        return List.copyOf(periods.values());
    }
}
