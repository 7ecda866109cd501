package io.lifeboat.recovery.incident;

import io.lifeboat.event.Evidence;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an incident goes by. A detector that says the same for hours, or says it ten thousand times, adds nothing to it. */
final class EvidenceList {

    /** From here on only what nobody has seen before is added: details that differ each time would grow without end. */
    static final int MOST_DETAILS = 100;

    private record Kind(String symptom, String source, String vantage) {}

    private record Finding(Kind kind, String detail) {}

    private EvidenceList() {}

    /** Those that say something that is not known. */
    static List<Evidence> fresh(List<Evidence> known, List<Evidence> come) {
        Set<Kind> kinds = new HashSet<>();
        Set<Finding> findings = new HashSet<>();
        known.forEach(one -> {
            kinds.add(kind(one));
            findings.add(new Finding(kind(one), one.detail()));
        });
        boolean full = known.size() >= MOST_DETAILS;
        return come.stream()
                .filter(one -> full ? kinds.add(kind(one)) : findings.add(new Finding(kind(one), one.detail())))
                .toList();
    }

    private static Kind kind(Evidence one) {
        return new Kind(one.symptom(), one.source(), one.vantage());
    }
}
