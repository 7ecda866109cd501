package io.lifeboat.recovery.report;

import io.lifeboat.recovery.timeline.Timeline;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people were told.
 *
 * @param severity {@code CRITICAL, WARNING} or {@code INFO}; {@code RESOLVED} where it says that the trouble is over
 * @param deadline until when somebody should have reacted
 * @param deliveries what is known of them; none: the notifier has not said
 */
public record Paged(
        Instant at,
        String role,
        String severity,
        String subject,
        @Nullable String deadline,
        List<Delivered> deliveries) {

    public Paged {
        deliveries = List.copyOf(deliveries);
    }

    static List<Paged> of(List<Timeline.Entry> timeline) {
        return timeline.stream()
                .filter(entry -> entry.type().startsWith("page-"))
                .map(entry -> new Paged(
                        entry.at(),
                        entry.event().path("role").asText(),
                        entry.event().path("severity").asText("RESOLVED"),
                        entry.event().path("subject").asText(),
                        entry.event().path("deadline").isTextual()
                                ? entry.event().path("deadline").asText()
                                : null,
                        Delivered.of(timeline, entry.event().path("page").asText())))
                .toList();
    }
}
