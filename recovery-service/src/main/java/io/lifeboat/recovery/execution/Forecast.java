package io.lifeboat.recovery.execution;

import io.lifeboat.recovery.procedure.TimeLeft;
import io.lifeboat.recovery.procedure.TimeLeft.Course;
import io.lifeboat.recovery.procedure.TimeLeft.Earlier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** What earlier runs say of how long the one that is under way will take. Within the caller's transaction. */
@ApplicationScoped
public class Forecast {

    /** More of them would tell of a bot that is no longer like that. */
    private static final int NEWEST = 20;

    private final RunRows runs;
    private final AttemptRows attempts;
    private final Clock clock;

    Forecast(RunRows runs, AttemptRows attempts, Clock clock) {
        this.runs = runs;
        this.attempts = attempts;
        this.clock = clock;
    }

    public TimeLeft of(UUID incident) {
        return runs.ofIncident(incident).stream()
                .filter(run -> run.state.equals(RunRows.RUNNING))
                .findFirst()
                .map(this::predict)
                .orElseGet(() -> new TimeLeft.Unknown("unknown: no procedure is under way"));
    }

    private TimeLeft predict(RunEntity run) {
        List<RunEntity> verified = runs.verified(run.procedure, NEWEST);
        Map<UUID, List<AttemptEntity>> of = attempts
                .of(verified.stream().map(one -> one.id).toList())
                .stream()
                .collect(Collectors.groupingBy(attempt -> attempt.run));
        List<Earlier> earlier = verified.stream()
                .map(one -> new Earlier(
                        course(one, of.getOrDefault(one.id, List.of())), Objects.requireNonNull(one.verifiedAt)))
                .toList();
        return TimeLeft.predict(course(run, attempts.of(run.id)), earlier, clock.instant());
    }

    private static Course course(RunEntity run, List<AttemptEntity> attempts) {
        return new Course(
                run.startedAt, attempts.stream().map(AttemptEntity::toAttempt).toList());
    }
}
