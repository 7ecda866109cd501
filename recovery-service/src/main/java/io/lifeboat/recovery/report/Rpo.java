package io.lifeboat.recovery.report;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.action.Action;
import io.lifeboat.catalog.action.ActivateAction;
import io.lifeboat.catalog.action.BackupAction;
import io.lifeboat.recovery.execution.RunView;
import io.lifeboat.recovery.execution.RunView.StepView;
import io.lifeboat.recovery.incident.IncidentViews.IncidentView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much data was lost, against the objective: from the moment up to which everything is in what was restored to the
 * detection. What is not known is not given a number.
 *
 * @param targetSeconds none where the plan gives none
 * @param achievedSeconds none where nothing was restored, and where it is not known
 * @param met none where either is missing
 * @param words for a person
 */
public record Rpo(
        @Nullable Long targetSeconds,
        @Nullable Double achievedSeconds,
        @Nullable Boolean met,
        String words) {

    private static final String SUCCEEDED = "SUCCEEDED";

    private record Done(Step step, StepView attempt) {}

    /** @param procedures by the run that goes by it, as it was pinned */
    static Rpo of(IncidentView incident, Map<UUID, Procedure> procedures, @Nullable Duration target) {
        Long seconds = target == null ? null : target.toSeconds();
        if (incident.runs().isEmpty()) {
            return unknown(seconds, "unknown: no procedure ran, and what people have restored is not on the record");
        }
        List<Done> restores = attempts(incident, procedures, BackupAction.class)
                .filter(done -> ((BackupAction) done.step().action()).verb() == BackupAction.Verb.RESTORE)
                .toList();
        if (restores.isEmpty()) {
            return moved(incident, procedures)
                    .map(host -> unknown(
                            seconds,
                            "unknown: nothing was restored, but trading has moved to " + host
                                    + ", and how far its data was behind is not measured"))
                    .orElseGet(() -> unknown(seconds, "nothing was restored"));
        }
        return restored(incident, restores, seconds);
    }

    private static Rpo restored(IncidentView incident, List<Done> restores, @Nullable Long target) {
        List<Done> good = restores.stream()
                .filter(done -> done.attempt().state().equals(SUCCEEDED))
                .toList();
        if (good.isEmpty()) {
            return unknown(target, "unknown: " + names(restores) + " has not succeeded");
        }
        List<Instant> asOf = new ArrayList<>();
        for (Done done : good) {
            Optional<Instant> instant = instant(done.attempt().value());
            if (instant.isEmpty()) {
                return unknown(
                        target,
                        "unknown: Lifeboat has not been told up to when the data of "
                                + done.step().name() + " reaches ("
                                + done.attempt().detail() + ")");
            }
            asOf.add(instant.get());
        }
        Instant oldest = asOf.stream().min(Comparator.naturalOrder()).orElseThrow();
        double lost =
                Math.max(0, Duration.between(oldest, incident.detectedAt()).toMillis()) / 1000.0;
        String words = lost == 0
                ? "everything up to the detection is there: the data is as of " + oldest
                : String.format(
                        Locale.ROOT,
                        "what was written in the last %.1f s before the detection is lost: the data is as of %s",
                        lost,
                        oldest);
        return new Rpo(target, lost, target == null ? null : lost <= target, words);
    }

    private static Rpo unknown(@Nullable Long target, String words) {
        return new Rpo(target, null, null, words);
    }

    /** The host that trades now, where that is another one than the one that has failed. */
    private static Optional<String> moved(IncidentView incident, Map<UUID, Procedure> procedures) {
        return attempts(incident, procedures, ActivateAction.class)
                .filter(done -> done.attempt().state().equals(SUCCEEDED))
                .map(done -> ((ActivateAction) done.step().action()).host())
                .filter(host -> !host.equals(incident.target()))
                .reduce((first, second) -> second);
    }

    /** Of the steps of one kind; what was only skipped was not attempted. */
    private static Stream<Done> attempts(
            IncidentView incident, Map<UUID, Procedure> procedures, Class<? extends Action> kind) {
        return incident.runs().stream()
                .flatMap(run -> steps(run, procedures)
                        .filter(step -> kind.isInstance(step.action()))
                        .flatMap(step -> run.steps().stream()
                                .filter(one -> one.step().equals(step.name())
                                        && !one.state().equals("SKIPPED"))
                                .map(one -> new Done(step, one))));
    }

    private static Stream<Step> steps(RunView run, Map<UUID, Procedure> procedures) {
        return Optional.ofNullable(procedures.get(run.id())).stream()
                .flatMap(procedure -> procedure.phases().values().stream())
                .flatMap(List::stream)
                .flatMap(group -> group.steps().stream());
    }

    private static Optional<Instant> instant(@Nullable String value) {
        try {
            return value == null ? Optional.empty() : Optional.of(Instant.parse(value));
        } catch (java.time.format.DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String names(List<Done> steps) {
        return String.join(
                ", ", steps.stream().map(done -> done.step().name()).distinct().toList());
    }
}
