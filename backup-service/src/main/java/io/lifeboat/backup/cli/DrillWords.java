package io.lifeboat.backup.cli;

import io.lifeboat.backup.drill.DrillReport;
import io.lifeboat.backup.drill.Drills;
import io.lifeboat.backup.drill.RestoreTimes;
import io.lifeboat.catalog.BackupGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the drills have shown, in words: when the last one was, and what a restore is likely to take. */
final class DrillWords {

    private final Drills drills;
    private final BackupGroup group;

    DrillWords(Drills drills, BackupGroup group) {
        this.drills = drills;
        this.group = group;
    }

    List<String> lines() throws IOException {
        List<DrillReport> reports = drills.reports(group);
        if (reports.isEmpty()) {
            return List.of("no drill has shown yet that it can be restored: lifeboat drill " + group.id());
        }
        DrillReport last = reports.getFirst();
        List<String> lines = new ArrayList<>();
        lines.add("the last drill, of %s with %s, %s"
                .formatted(
                        last.at(),
                        last.snapshot(),
                        last.isPassed() ? "has passed" : "has failed: " + String.join("; ", last.findings())));
        RestoreTimes.of(reports).ifPresent(times -> lines.add(words(times)));
        return lines;
    }

    private String words(RestoreTimes times) {
        Duration objective = drills.objective(group);
        return "a restore takes %d ms by the last %d drills, %d ms at worst%s"
                .formatted(
                        times.median().toMillis(),
                        times.drills(),
                        times.worst().toMillis(),
                        objective == null ? "" : "; it may take " + objective.toSeconds() + " s");
    }
}
