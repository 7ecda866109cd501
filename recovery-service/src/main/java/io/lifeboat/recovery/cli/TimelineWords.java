package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/** What an entry of the timeline says beyond its type, in one line. */
final class TimelineWords {

    private static final List<String> TELLING = List.of(
            "procedure",
            "outcome",
            "severity",
            "subject",
            "answer",
            "by",
            "note",
            "role",
            "channel",
            "receipt",
            "percent",
            "prediction",
            "detail",
            "reason",
            "question");

    private TimelineWords() {}

    static String of(JsonNode event) {
        JsonNode step = event.path("step");
        String about = step.isObject()
                ? step.path("name").asText() + " #" + step.path("attempt").asInt() + " "
                : "";
        return about
                + TELLING.stream()
                        .map(event::path)
                        .filter(JsonNode::isValueNode)
                        .map(JsonNode::asText)
                        .filter(text -> !text.isBlank())
                        .map(text -> text.lines().findFirst().orElse(""))
                        .collect(Collectors.joining(", "));
    }
}
