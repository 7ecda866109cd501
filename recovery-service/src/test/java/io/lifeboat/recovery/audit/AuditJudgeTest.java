package io.lifeboat.recovery.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditJudgeTest {

    private static final Instant T0 = Instant.parse("2026-03-02T03:00:00.123456Z");
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);

    private final List<AuditEntry> entries = new ArrayList<>();

    @BeforeEach
    void write() {
        append(ONE, AuditJudge.BEGINNING);
        append(ONE, entries.getLast().expected());
        append(TWO, entries.getLast().expected());
        append(ONE, entries.get(1).expected());
        append(TWO, entries.get(2).expected());
    }

    @Test
    void shouldFindARecordWholeThatIs() {
        assertThat(judged().broken()).isEmpty();
        assertThat(judged().entries()).isEqualTo(5);
        assertThat(judged().incidents()).isEqualTo(2);
        assertThat(judged().head()).isEqualTo(entries.getLast().hash());
    }

    @Test
    void shouldNoticeEachEntryThatWasChanged() {
        for (int i = 0; i < entries.size(); i++) {
            AuditEntry good = entries.get(i);
            entries.set(
                    i,
                    new AuditEntry(
                            good.id(), good.incident(), good.at(), good.type(), "{}", good.previous(), good.hash()));
            assertThat(judged().broken()).anyMatch(line -> line.contains("was changed"));
            entries.set(i, good);
        }
    }

    /** The newest of an incident leaves no trace here: the head that was kept outside shows it. */
    @Test
    void shouldNoticeAnEntryThatWasTakenOut() {
        for (int i = 0; i < 3; i++) {
            AuditEntry taken = entries.remove(i);
            assertThat(judged().broken()).as("entry %s", i).isNotEmpty();
            entries.add(i, taken);
        }
    }

    @Test
    void shouldNoticeAnIncidentThatWasTakenOut() {
        entries.removeIf(entry -> entry.incident().equals(ONE));
        assertThat(judged().broken()).singleElement().asString().contains("an incident, or its end, is missing");
    }

    @Test
    void shouldNoticeAHashThatWasTakenAway() {
        AuditEntry good = entries.get(2);
        entries.set(2, new AuditEntry(good.id(), good.incident(), good.at(), good.type(), good.body(), null, null));
        assertThat(judged().broken()).anyMatch(line -> line.contains("has no hash"));
    }

    private AuditReport judged() {
        AuditJudge judge = new AuditJudge();
        entries.forEach(judge::next);
        return judge.report();
    }

    private void append(UUID incident, String previous) {
        AuditEntry entry = new AuditEntry(
                entries.size(), incident, T0, "opened", "{\"n\":" + entries.size() + "}", previous, null);
        entries.add(new AuditEntry(entry.id(), incident, T0, entry.type(), entry.body(), previous, entry.expected()));
    }
}
