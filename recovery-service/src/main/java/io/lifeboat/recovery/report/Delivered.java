package io.lifeboat.recovery.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.lifeboat.recovery.timeline.Timeline;
import java.time.Instant;
import java.util.List;

/**
 * What became of a page on one channel.
 *
 * @param channel {@code email} or {@code webhook}
 * @param words the provider's receipt, or why it was given up
 */
public record Delivered(Instant at, String channel, boolean accepted, String words) {

    static List<Delivered> of(List<Timeline.Entry> timeline, String page) {
        return timeline.stream()
                .filter(entry -> entry.type().startsWith("delivery-"))
                .filter(entry -> entry.event().path("page").asText().equals(page))
                .map(entry -> of(entry.at(), entry.event(), entry.type().equals("delivery-accepted")))
                .toList();
    }

    private static Delivered of(Instant at, JsonNode event, boolean accepted) {
        return new Delivered(
                at,
                event.path("channel").asText(),
                accepted,
                event.path(accepted ? "receipt" : "reason").asText());
    }
}
