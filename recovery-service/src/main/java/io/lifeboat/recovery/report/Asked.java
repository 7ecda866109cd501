package io.lifeboat.recovery.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.lifeboat.recovery.timeline.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What people were asked, an approval or a decision, and what they have answered.
 *
 * @param answers none: nobody has
 */
public record Asked(String step, String role, String question, Instant at, List<Answer> answers) {

    public record Answer(String answer, String by, String note, Instant at) {}

    public Asked {
        answers = List.copyOf(answers);
    }

    private record Place(String run, String step, int attempt) {}

    static List<Asked> of(List<Timeline.Entry> timeline) {
        Map<Place, List<Answer>> answers = new LinkedHashMap<>();
        timeline.stream()
                .filter(entry -> entry.type().equals("human-answered"))
                .forEach(entry -> answers.computeIfAbsent(place(entry), place -> new ArrayList<>())
                        .add(new Answer(
                                entry.event().path("answer").asText(),
                                entry.event().path("by").asText(),
                                entry.event().path("note").asText(),
                                entry.at())));
        return timeline.stream()
                .filter(entry -> entry.type().equals("human-asked"))
                .map(entry -> new Asked(
                        place(entry).step(),
                        entry.event().path("role").asText(),
                        entry.event().path("question").asText(),
                        entry.at(),
                        Objects.requireNonNullElse(answers.get(place(entry)), List.of())))
                .toList();
    }

    private static Place place(Timeline.Entry entry) {
        JsonNode step = entry.event().path("step");
        return new Place(
                step.path("run").asText(),
                step.path("name").asText(),
                step.path("attempt").asInt());
    }
}
