package io.lifeboat.event;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Events as CloudEvents 1.0 and back. Thread-safe. */
public final class EventCodec {

    static final String CONTENT_TYPE = "application/json";

    /** What bodies are read and written with: times and durations as ISO 8601, unknown fields ignored, missing ones refused. */
    public static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private EventCodec() {}

    public static CloudEvent encode(Envelope<?> envelope) {
        Event event = envelope.event();
        try {
            return CloudEventBuilder.v1()
                    .withId(envelope.id().toString())
                    .withSource(URI.create(envelope.source()))
                    .withType(EventTypes.nameOf(event.getClass()))
                    .withSubject(event.key())
                    .withTime(OffsetDateTime.ofInstant(envelope.time(), ZoneOffset.UTC))
                    .withDataContentType(CONTENT_TYPE)
                    .withData(JSON.writeValueAsBytes(event))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("can't write " + event.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /** @throws UndecodableEventException with the reason, if this is no event of the family, or lacks what an event must have */
    public static <E extends Event> Envelope<E> decode(
            CloudEvent cloud, @Nullable String traceparent, Class<E> family) {
        Class<? extends Event> type = EventTypes.named(cloud.getType())
                .orElseThrow(() -> new UndecodableEventException("unknown event type '" + cloud.getType() + "'"));
        if (!family.isAssignableFrom(type)) {
            throw new UndecodableEventException(
                    "a " + cloud.getType() + " on a topic that carries " + family.getSimpleName());
        }
        CloudEventData data = cloud.getData();
        if (data == null) {
            throw new UndecodableEventException(cloud.getType() + " without a body");
        }
        OffsetDateTime time = cloud.getTime();
        return new Envelope<>(
                id(cloud),
                cloud.getSource().toString(),
                time == null ? Instant.EPOCH : time.toInstant(),
                traceparent,
                family.cast(body(cloud.getType(), data.toBytes(), type)));
    }

    private static UUID id(CloudEvent cloud) {
        try {
            return UUID.fromString(cloud.getId());
        } catch (IllegalArgumentException e) {
            throw new UndecodableEventException("the event id '" + cloud.getId() + "' is no UUID", e);
        }
    }

    private static Event body(String name, byte[] json, Class<? extends Event> type) {
        try {
            JsonNode body = JSON.readTree(json);
            RequiredFields.check(name, body, type);
            return JSON.treeToValue(body, type);
        } catch (JacksonException e) {
            throw new UndecodableEventException(name + " can't be read: " + field(e) + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UndecodableEventException(name + " can't be read", e);
        }
    }

    /** The field that could not be bound, such as {@code 'evidence[0].since': }. */
    private static String field(JacksonException e) {
        if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return "";
        }
        return mapping.getPath().stream()
                .map(at -> at.getFieldName() == null ? "[" + at.getIndex() + "]" : "." + at.getFieldName())
                .collect(Collectors.joining("", "'", "': "))
                .replaceFirst("^'[.]", "'");
    }
}
