package io.lifeboat.backup.standby;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What differs between a tree and its copy. Pure. */
final class StateComparison {

    private StateComparison() {}

    /**
     * @param before the primary's files as they were before the copy was read
     * @param after and as they were then: what was changed meanwhile is known by that
     */
    static List<Difference> differences(
            Map<String, StateFile> before, Map<String, StateFile> copy, Map<String, StateFile> after) {
        TreeSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(copy.keySet());
        boolean keepsTimes = paths.stream().anyMatch(path -> keepsTime(before.get(path), copy.get(path)));
        List<Difference> found = new ArrayList<>();
        for (String path : paths) {
            StateFile here = before.get(path);
            StateFile there = copy.get(path);
            if (here == null || there == null || !here.sameAs(there)) {
                found.add(new Difference(
                        path,
                        here == null ? null : here.modified(),
                        there == null ? null : there.version(),
                        keepsTimes ? gap(here, there) : null,
                        isMoving(here, after.get(path))));
            }
        }
        return found;
    }

    private static boolean keepsTime(@Nullable StateFile here, @Nullable StateFile there) {
        return here != null && there != null && here.sameAs(there) && here.sameTime(there);
    }

    private static @Nullable Duration gap(@Nullable StateFile here, @Nullable StateFile there) {
        if (here == null || there == null) {
            return null;
        }
        Duration gap = Duration.between(there.modified(), here.modified());
        return gap.isNegative() ? Duration.ZERO : gap;
    }

    private static boolean isMoving(@Nullable StateFile before, @Nullable StateFile after) {
        return !Objects.equals(before == null ? null : before.version(), after == null ? null : after.version());
    }
}
