package io.lifeboat.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The JSON of every event that was ever released. */
final class Golden {

    static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    /** The types that have a file. */
    static Stream<String> types() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString().replaceFirst("\\.json$", ""))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String type) {
        try {
            return EventCodec.JSON.readTree(Files.readAllBytes(FOLDER.resolve(type + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CloudEvent cloud(String type, JsonNode body) {
        return cloud("01977c2e-0000-7000-8000-000000000001", type, body.toString());
    }

    static CloudEvent cloud(String id, String type, @Nullable String body) {
        CloudEventBuilder cloud = CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("/lifeboat/recovery-service"))
                .withType(type);
        return (body == null ? cloud : cloud.withData(body.getBytes(StandardCharsets.UTF_8))).build();
    }

    static Event decode(String type, JsonNode body) {
        return EventCodec.decode(cloud(type, body), null, Event.class).event();
    }
}
