package io.lifeboat.recovery.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Goes through the entries in their order and says what does not fit. Knows nothing but the entries. */
final class AuditJudge {

    static final String BEGINNING = "0".repeat(64);

    private final Map<UUID, String> heads = new HashMap<>();
    private final Set<String> known = new HashSet<>(Set.of(BEGINNING));
    private final List<String> broken = new ArrayList<>();
    private long entries;
    private String newest = BEGINNING;

    void next(AuditEntry entry) {
        entries++;
        String hash = entry.hash();
        String previous = entry.previous();
        if (hash == null || previous == null) {
            if (newest.equals(BEGINNING)) {
                return;
            }
            broken.add(where(entry) + " has no hash");
            return;
        }
        if (!entry.expected().equals(hash)) {
            broken.add(where(entry) + " was changed after it was written");
        }
        String head = heads.get(entry.incident());
        if (head != null && !head.equals(previous)) {
            broken.add("before " + where(entry) + " an entry of the same incident is missing");
        }
        if (head == null && !known.contains(previous)) {
            broken.add("before " + where(entry) + " an incident, or its end, is missing");
        }
        heads.put(entry.incident(), hash);
        known.add(hash);
        newest = hash;
    }

    AuditReport report() {
        return new AuditReport(entries, heads.size(), newest, broken);
    }

    private static String where(AuditEntry entry) {
        return "entry " + entry.id() + " (" + entry.type() + " of incident " + entry.incident() + ", " + entry.at()
                + ")";
    }
}
