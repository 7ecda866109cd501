package io.lifeboat.detector.spool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.Event;
import io.lifeboat.event.EventCodec;
import io.lifeboat.event.UndecodableEventException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Objects;

/** An event with what identifies it as one line of JSON, in the form of CloudEvents' structured mode. */
public final class EnvelopeJson {

    private EnvelopeJson() {}

    public static String write(Envelope<?> envelope) {
        CloudEvent cloud = EventCodec.encode(envelope);
        ObjectNode json = EventCodec.JSON
                .createObjectNode()
                .put("specversion", "1.0")
                .put("id", cloud.getId())
                .put("source", cloud.getSource().toString())
                .put("type", cloud.getType())
                .put("time", String.valueOf(cloud.getTime()));
        if (envelope.traceparent() != null) {
            json.put("traceparent", envelope.traceparent());
        }
        json.set("data", EventCodec.JSON.valueToTree(envelope.event()));
        return json.toString();
    }

    /** @throws UndecodableEventException if it is no event */
    public static Envelope<Event> read(String line) {
        try {
            JsonNode json = EventCodec.JSON.readTree(line);
            CloudEvent cloud = CloudEventBuilder.v1()
                    .withId(json.path("id").asText())
                    .withSource(URI.create(json.path("source").asText()))
                    .withType(json.path("type").asText())
                    .withTime(OffsetDateTime.parse(json.path("time").asText()))
                    .withData(json.path("data").toString().getBytes(StandardCharsets.UTF_8))
                    .build();
            JsonNode trace = json.path("traceparent");
            return EventCodec.decode(
                    cloud, trace.isTextual() ? Objects.requireNonNull(trace.asText()) : null, Event.class);
        } catch (IOException | IllegalArgumentException | java.time.DateTimeException | IllegalStateException e) {
            throw new UndecodableEventException("no event: " + e.getMessage(), e);
        }
    }
}
