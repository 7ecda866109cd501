package io.lifeboat.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.event.Envelope;
import io.lifeboat.event.FailureEvent;
import io.lifeboat.event.Heartbeat;
import io.lifeboat.event.Topics;
import io.lifeboat.testing.StackResource;
import io.lifeboat.testing.TopicReader;
import io.lifeboat.testing.TopicWriter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With somewhere to send traces to, one trace goes from the event that came to the event that follows from it. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
@TestProfile(TracingIT.Traced.class)
class TracingIT {

    private static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    /** Nobody listens there, which is no reason for an event to wait. */
    public static final class Traced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("otel.exporter.otlp.endpoint", "http://127.0.0.1:9");
        }
    }

    @Inject
    Outbox outbox;

    @Inject
    FailureConsumer consumer;

    @Test
    void shouldCarryTheTraceThroughInboxAndOutbox() {
        // given
        consumer.handler = envelope -> outbox.append(new Heartbeat("traced", "traced", NOW, NOW));

        // when
        try (TopicReader reader = TopicReader.of(Topics.HEARTBEATS);
                TopicWriter writer = new TopicWriter()) {
            writer.send(
                    new FailureEvent.ScenarioCleared("api-service-failure", "api-service", "traced", NOW),
                    "00-" + TRACE + "-00f067aa0ba902b7-01");

            // then
            reader.await(Heartbeat.class, beat -> beat.instance().equals("traced"));
            assertThat(reader.events(Heartbeat.class).stream()
                            .filter(envelope -> envelope.event().instance().equals("traced"))
                            .map(Envelope::traceparent))
                    .singleElement()
                    .satisfies(traceparent -> assertThat(traceparent).contains(TRACE));
        }
    }
}
