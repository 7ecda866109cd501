package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;

/** What is new in an answer since the one before. */
final class IncidentLines {

    private final PrintWriter out;
    private final boolean json;
    private final Map<String, String> states = new HashMap<>();
    private int shown;

    IncidentLines(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** The entries of one incident's timeline, which only grows. */
    void timeline(JsonNode incident) {
        JsonNode timeline = incident.path("timeline");
        for (; shown < timeline.size(); shown++) {
            out.println(json ? timeline.get(shown).toString() : entry(timeline.get(shown)));
        }
        out.flush();
    }

    /**
     * Each incident of a list, newest first there, that is new or in another state.
     *
     * @param openOnly whether one that is closed when it is first seen is left out
     */
    void states(JsonNode incidents, boolean openOnly) {
        for (int i = incidents.size() - 1; i >= 0; i--) {
            JsonNode incident = incidents.get(i);
            String state = incident.path("state").asText();
            String before = states.put(incident.path("id").asText(), state);
            boolean old = before == null && openOnly && state.equals("CLOSED");
            if (!state.equals(before) && !old) {
                out.println(json ? incident.toString() : summary(incident));
            }
        }
        out.flush();
    }

    static String entry(JsonNode entry) {
        return String.format(
                "  %-28s %-16s %s",
                entry.path("at").asText(), entry.path("type").asText(), TimelineWords.of(entry.path("event")));
    }

    static String summary(JsonNode incident) {
        return String.format(
                "%s  %-12s %-22s %-16s detected %s",
                incident.path("id").asText(),
                incident.path("state").asText(),
                incident.path("scenario").asText(),
                incident.path("target").asText(),
                incident.path("detectedAt").asText());
    }
}
