package io.lifeboat.sandbox.demo;

import io.lifeboat.event.DeliveryEvent;
import io.lifeboat.event.Event;
import io.lifeboat.event.FailureEvent;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.sandbox.Verdict;
import io.lifeboat.sandbox.demo.TopicRecorder.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a demo has shown. Every time is the bot's or an event's, none is the demo's own.
 *
 * @param rtoSeconds from the break to the recovery: what the traders had to bear
 * @param detectedAfterMs from the break to the detection
 * @param firstStepAfterMs from the publication of the failure to the start of the first step
 * @param firstPageAfterMs from the detection to the first page that a channel has accepted
 * @param events how many came on each topic, by its name
 */
public record DemoReport(
        String scenario,
        Instant brokenAt,
        @Nullable Instant detectedAt,
        @Nullable Instant incidentOpenedAt,
        @Nullable Instant firstStepAt,
        @Nullable Instant firstPageAcceptedAt,
        @Nullable Instant recoveredAt,
        @Nullable Double rtoSeconds,
        @Nullable Long rtoTargetSeconds,
        @Nullable Long detectedAfterMs,
        @Nullable Long firstStepAfterMs,
        @Nullable Long firstPageAfterMs,
        List<StepLine> steps,
        List<PageLine> pages,
        Map<String, Integer> events,
        Verdict verdict,
        boolean passed) {

    /** @param outcome {@code succeeded, failed, unknown} or {@code skipped} */
    public record StepLine(
            String name, String phase, int attempt, String outcome, Instant startedAt, Instant endedAt) {}

    public record PageLine(String role, String channel, Instant acceptedAt) {}

    /** Only what came after the break counts. */
    static DemoReport of(String scenario, Instant brokenAt, List<Recorded> recorded, Verdict verdict) {
        List<Recorded> after = recorded.stream()
                .filter(one -> !one.envelope().time().isBefore(brokenAt))
                .toList();
        Optional<Recorded> failure = after.stream()
                .filter(one -> one.envelope().event() instanceof FailureEvent.ScenarioDetected detected
                        && detected.scenario().equals(scenario))
                .findFirst();
        Instant detectedAt = failure.map(
                        one -> ((FailureEvent.ScenarioDetected) one.envelope().event()).detectedAt())
                .orElse(null);
        Instant publishedAt = failure.map(one -> one.envelope().time()).orElse(null);
        IncidentEvent.Opened opened = first(after, IncidentEvent.Opened.class);
        IncidentEvent.Recovered recovered = first(after, IncidentEvent.Recovered.class);
        IncidentEvent.StepStarted firstStep = first(after, IncidentEvent.StepStarted.class);
        List<PageLine> pages = pages(after);
        Instant firstPageAt = pages.isEmpty() ? null : pages.getFirst().acceptedAt();
        Instant recoveredAt = recovered == null ? null : recovered.at();
        Duration target = opened == null ? null : opened.rtoTarget();
        boolean inTime = recoveredAt != null
                && (target == null || Duration.between(brokenAt, recoveredAt).compareTo(target) <= 0);
        Long rtoMillis = between(brokenAt, recoveredAt);
        return new DemoReport(
                scenario,
                brokenAt,
                detectedAt,
                opened == null ? null : opened.at(),
                firstStep == null ? null : firstStep.at(),
                firstPageAt,
                recoveredAt,
                rtoMillis == null ? null : rtoMillis / 1000.0,
                target == null ? null : target.toSeconds(),
                between(brokenAt, detectedAt),
                between(publishedAt, firstStep == null ? null : firstStep.at()),
                between(detectedAt, firstPageAt),
                steps(after),
                pages,
                counts(recorded),
                verdict,
                inTime && verdict.good());
    }

    private static <E extends Event> @Nullable E first(List<Recorded> recorded, Class<E> type) {
        return all(recorded, type).findFirst().orElse(null);
    }

    private static <E extends Event> Stream<E> all(List<Recorded> recorded, Class<E> type) {
        return recorded.stream()
                .map(one -> one.envelope().event())
                .filter(type::isInstance)
                .map(type::cast);
    }

    private static List<StepLine> steps(List<Recorded> recorded) {
        List<StepLine> steps = new ArrayList<>();
        all(recorded, IncidentEvent.class).forEach(event -> {
            switch (event) {
                case IncidentEvent.StepSucceeded s ->
                    steps.add(new StepLine(
                            s.step().name(), s.step().phase(), s.step().attempt(), "succeeded", s.startedAt(), s.at()));
                case IncidentEvent.StepFailed s ->
                    steps.add(new StepLine(
                            s.step().name(), s.step().phase(), s.step().attempt(), "failed", s.startedAt(), s.at()));
                case IncidentEvent.StepUnknown s ->
                    steps.add(new StepLine(
                            s.step().name(), s.step().phase(), s.step().attempt(), "unknown", s.startedAt(), s.at()));
                case IncidentEvent.StepSkipped s ->
                    steps.add(new StepLine(
                            s.step().name(), s.step().phase(), s.step().attempt(), "skipped", s.at(), s.at()));
                default -> {}
            }
        });
        steps.sort(Comparator.comparing(StepLine::startedAt));
        return List.copyOf(steps);
    }

    private static List<PageLine> pages(List<Recorded> recorded) {
        return all(recorded, DeliveryEvent.Accepted.class)
                .map(accepted -> new PageLine(accepted.role(), accepted.channel(), accepted.at()))
                .sorted(Comparator.comparing(PageLine::acceptedAt))
                .toList();
    }

    private static Map<String, Integer> counts(List<Recorded> recorded) {
        Map<String, Integer> counts = new TreeMap<>();
        recorded.forEach(one -> counts.merge(one.topic().name(), 1, Integer::sum));
        return counts;
    }

    private static @Nullable Long between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? null : Duration.between(from, to).toMillis();
    }
}
