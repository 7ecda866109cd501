package io.lifeboat.backup.wal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which timelines a timeline came from, as PostgreSQL's {@code .history} file has it.
 *
 * @param text the file
 * @param ancestors oldest first
 */
public record TimelineHistory(int timeline, String text, List<Ancestor> ancestors) {

    public TimelineHistory {
        ancestors = List.copyOf(ancestors);
    }

    /** @param end up to where its WAL counts for the later ones */
    public record Ancestor(int timeline, long end) {}

    /** Of a cluster that was never promoted. */
    static TimelineHistory first(int timeline) {
        return new TimelineHistory(timeline, "", List.of());
    }

    /** @throws IllegalArgumentException if it is no history of that timeline */
    static TimelineHistory parse(int timeline, String text) {
        List<Ancestor> ancestors = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#")) {
                continue;
            }
            String[] words = stripped.split("\\s+", 3);
            if (words.length < 2) {
                throw new IllegalArgumentException(
                        "the history of timeline " + timeline + " has the line '" + line + "'");
            }
            ancestors.add(new Ancestor(Integer.parseInt(words[0]), Lsn.parse(words[1])));
        }
        if (ancestors.stream().anyMatch(one -> one.timeline() >= timeline)) {
            throw new IllegalArgumentException("the history of timeline " + timeline + " names a later one");
        }
        return new TimelineHistory(timeline, text, ancestors);
    }

    String fileName() {
        return "%08X.history".formatted(timeline);
    }

    /** Up to where the WAL of that one counts for this; none if it is no ancestor. */
    OptionalLong endOf(int ancestor) {
        return ancestors.stream()
                .filter(one -> one.timeline() == ancestor)
                .mapToLong(Ancestor::end)
                .findFirst();
    }

    /** Which comes after an ancestor, on the way to this. */
    Optional<Integer> after(int ancestor) {
        for (int i = 0; i < ancestors.size(); i++) {
            if (ancestors.get(i).timeline() == ancestor) {
                return Optional.of(
                        i + 1 < ancestors.size() ? ancestors.get(i + 1).timeline() : timeline);
            }
        }
        return Optional.empty();
    }
}
