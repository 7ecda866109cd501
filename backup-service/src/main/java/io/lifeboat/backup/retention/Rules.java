package io.lifeboat.backup.retention;

import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.BackupGroup.Kind;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the catalog says about a group. */
public final class Rules {

    private final boolean nothingGoes;
    private final List<Rule> all;

    private Rules(boolean nothingGoes, List<Rule> all) {
        this.nothingGoes = nothingGoes;
        this.all = List.copyOf(all);
    }

    public static Rules of(BackupGroup group) {
        BackupGroup.Keep keep = group.keep();
        if (keep == null) {
            return new Rules(true, List.of());
        }
        List<Rule> all = new ArrayList<>();
        if (keep.last() > 0) {
            all.add(new Rule.Last(keep.last()));
        }
        newest(keep.hourly(), Period.HOUR).ifPresent(all::add);
        newest(keep.daily(), Period.DAY).ifPresent(all::add);
        newest(keep.weekly(), Period.WEEK).ifPresent(all::add);
        newest(keep.monthly(), Period.MONTH).ifPresent(all::add);
        group.kinds().forEach(kind -> timed(kind).ifPresent(all::add));
        return new Rules(false, all);
    }

    /** Whether the group has no rules of its own: where nothing is said, nothing is removed. */
    public boolean nothingGoes() {
        return nothingGoes;
    }

    List<Rule> all() {
        return all;
    }

    private static Optional<Rule> newest(int count, Period period) {
        return count == 0 ? Optional.empty() : Optional.of(new Rule.Newest(count, period));
    }

    private static Optional<Rule> timed(Kind kind) {
        Duration keep = kind.keep();
        if (keep == null) {
            return Optional.empty();
        }
        LocalTime at = kind.at() == null ? LocalTime.MIDNIGHT : kind.at();
        return switch (kind.frequency()) {
            case HOURLY -> Optional.of(new Rule.Timed(kind.name(), Period.HOUR, at, keep));
            case DAILY -> Optional.of(new Rule.Timed(kind.name(), Period.DAY, at, keep));
            case WEEKLY -> Optional.of(new Rule.Timed(kind.name(), Period.WEEK, at, keep));
            case CONTINUOUS -> Optional.empty();
        };
    }
}
