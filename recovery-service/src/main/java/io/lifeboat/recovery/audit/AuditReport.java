package io.lifeboat.recovery.audit;

import java.util.List;

/**
 * What the proof has come to.
 *
 * @param head the newest hash: whoever has kept an older one outside can show that the record still leads to it
 * @param broken a line for each entry that does not fit; empty if the record is whole
 */
public record AuditReport(long entries, long incidents, String head, List<String> broken) {
    public AuditReport {
        broken = List.copyOf(broken);
    }
}
