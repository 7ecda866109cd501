package io.lifeboat.recovery.checksum;

import java.util.List;
import java.util.TreeSet;

/** What has become of files since the baseline. Paths, in order. */
public record ChecksumDifference(List<String> changed, List<String> added, List<String> removed) {

    private static final int NAMED = 10;

    public static ChecksumDifference of(ChecksumList before, ChecksumList now) {
        TreeSet<String> added = new TreeSet<>(now.sums().keySet());
        added.removeAll(before.sums().keySet());
        TreeSet<String> removed = new TreeSet<>(before.sums().keySet());
        removed.removeAll(now.sums().keySet());
        List<String> changed = before.sums().entrySet().stream()
                .filter(sum -> now.sums().containsKey(sum.getKey())
                        && !sum.getValue().equals(now.sums().get(sum.getKey())))
                .map(java.util.Map.Entry::getKey)
                .sorted()
                .toList();
        return new ChecksumDifference(changed, List.copyOf(added), List.copyOf(removed));
    }

    public boolean none() {
        return changed.isEmpty() && added.isEmpty() && removed.isEmpty();
    }

    /** For a person: how many, and the first of them by name. */
    public String words() {
        return String.join("; ", part("changed", changed), part("added", added), part("removed", removed));
    }

    private static String part(String what, List<String> paths) {
        String named = String.join(", ", paths.subList(0, Math.min(NAMED, paths.size())));
        return paths.size() + " " + what
                + (paths.isEmpty() ? "" : " (" + named + (paths.size() > NAMED ? ", …" : "") + ")");
    }
}
