package io.lifeboat.backup.wal;

import io.lifeboat.event.BackupEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures what each place would lose, and tells of it. Only who receives knows. */
final class WalWatch {

    private final String component;
    private final @Nullable Duration objective;
    private final WalPipeline pipeline;
    private final Consumer<BackupEvent> events;
    private final Map<String, Told> told = new ConcurrentHashMap<>();
    private final Map<String, Duration> achieved = new ConcurrentHashMap<>();
    private @Nullable Instant since;

    private record Told(int percent, Instant at) {}

    WalWatch(String component, @Nullable Duration objective, WalPipeline pipeline, Consumer<BackupEvent> events) {
        this.component = component;
        this.objective = objective;
        this.pipeline = pipeline;
        this.events = events;
    }

    /** Of a place, as it was measured last; none if nothing was yet. */
    @Nullable
    Duration achieved(String place) {
        return achieved.get(place);
    }

    void look(Instant now) {
        if (since == null && !pipeline.receiver().isStreaming()) {
            return;
        }
        Instant begun = since == null ? now : since;
        since = begun;
        for (WalPlace place : pipeline.places()) {
            Told last = told.get(place.name());
            RpoJudge.Verdict verdict = RpoJudge.judge(
                    pipeline.provedUpTo(place).orElse(null),
                    begun,
                    objective,
                    last == null ? 0 : last.percent(),
                    last == null ? null : last.at(),
                    now);
            achieved.put(place.name(), verdict.achieved());
            if (verdict.tell()) {
                events.accept(new BackupEvent.RpoMeasured(
                        component, place.name(), verdict.percent(), verdict.achieved(), objective, now, null));
                told.put(place.name(), new Told(verdict.percent(), now));
            }
        }
    }
}
