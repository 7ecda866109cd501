package io.lifeboat.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    private static final String HEARTBEAT = "io.lifeboat.heartbeat.v1";
    private static final UUID ID = UUID.fromString("01977c2e-0000-7000-8000-000000000001");
    private static final Instant TIME = Instant.parse("2026-03-02T09:00:05Z");

    @Test
    void shouldWriteTheAttributesOfACloudEvent() {
        // given
        Event event = Golden.decode(
                "io.lifeboat.failure.scenario-cleared.v1", Golden.json("io.lifeboat.failure.scenario-cleared.v1"));

        // when
        CloudEvent cloud = EventCodec.encode(new Envelope<>(ID, "/lifeboat/detector-service", TIME, null, event));

        // then
        assertThat(cloud.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(cloud.getId()).isEqualTo(ID.toString());
        assertThat(cloud.getSource()).isEqualTo(URI.create("/lifeboat/detector-service"));
        assertThat(cloud.getType()).isEqualTo("io.lifeboat.failure.scenario-cleared.v1");
        assertThat(cloud.getSubject()).isEqualTo("api-service").isEqualTo(event.key());
        assertThat(cloud.getTime()).isEqualTo(OffsetDateTime.parse("2026-03-02T09:00:05Z"));
        assertThat(cloud.getDataContentType()).isEqualTo("application/json");
        assertThat(cloud.getExtensionNames()).isEmpty();
    }

    @Test
    void shouldReadWhatItWrote() {
        // given
        Heartbeat heartbeat = new Heartbeat("recovery-service", "r-0", TIME, TIME);
        Envelope<Heartbeat> sent = new Envelope<>(ID, "/lifeboat/recovery-service", TIME, null, heartbeat);

        // when
        Envelope<Heartbeat> received = EventCodec.decode(EventCodec.encode(sent), "00-aa-bb-01", Heartbeat.class);

        // then
        assertThat(received)
                .isEqualTo(new Envelope<>(ID, "/lifeboat/recovery-service", TIME, "00-aa-bb-01", heartbeat));
    }

    @Test
    void shouldRefuseATypeThatNobodyKnows() {
        refuses(Golden.cloud(ID.toString(), "io.lifeboat.incident.exploded.v1", "{}"))
                .hasMessage("unknown event type 'io.lifeboat.incident.exploded.v1'");
    }

    @Test
    void shouldRefuseAnEventOfAnotherFamily() {
        // given
        CloudEvent heartbeat = Golden.cloud(HEARTBEAT, Golden.json(HEARTBEAT));

        // then
        assertThatThrownBy(() -> EventCodec.decode(heartbeat, null, FailureEvent.class))
                .isInstanceOf(UndecodableEventException.class)
                .hasMessage("a io.lifeboat.heartbeat.v1 on a topic that carries FailureEvent");
    }

    @Test
    void shouldRefuseAnIdThatIsNoUuid() {
        refuses(Golden.cloud("42", HEARTBEAT, Golden.json(HEARTBEAT).toString()))
                .hasMessage("the event id '42' is no UUID");
    }

    @Test
    void shouldRefuseAnEventWithoutABody() {
        refuses(Golden.cloud(ID.toString(), HEARTBEAT, null)).hasMessage("io.lifeboat.heartbeat.v1 without a body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "42", "\"heartbeat\""})
    void shouldRefuseABodyThatIsNoObject(String body) {
        refuses(Golden.cloud(ID.toString(), HEARTBEAT, body))
                .hasMessageMatching("io.lifeboat.heartbeat.v1 (is no JSON object but .*|without a body)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "\u0000\u0001\u0002", "<xml/>", "{\"service\":"})
    void shouldRefuseGarbage(String body) {
        refuses(Golden.cloud(ID.toString(), HEARTBEAT, body))
                .hasMessageStartingWith("io.lifeboat.heartbeat.v1 can't be read");
    }

    @Test
    void shouldRefuseWhatFollowsTheBody() {
        refuses(Golden.cloud(ID.toString(), HEARTBEAT, Golden.json(HEARTBEAT) + " {}"))
                .hasMessageContaining("can't be read");
    }

    @Test
    void shouldRefuseABodyThatIsNestedWithoutEnd() {
        refuses(Golden.cloud(ID.toString(), HEARTBEAT, "[".repeat(100_000))).hasMessageContaining("can't be read");
    }

    @ParameterizedTest
    @CsvSource({
        HEARTBEAT + ",                            startedAt, yesterday",
        "io.lifeboat.incident.opened.v1,          incident,  not-a-uuid",
        "io.lifeboat.incident.opened.v1,          rtoTarget, half an hour",
        "io.lifeboat.incident.opened.v1,          evidence,  none",
        "io.lifeboat.incident.step-started.v1,    step,      restart-api",
        "io.lifeboat.incident.rto-at-risk.v1,     percent,   half",
        "io.lifeboat.page.raised.v1,              severity,  LOUD",
        "io.lifeboat.observation.v1,              present,   perhaps"
    })
    void shouldRefuseAValueOfTheWrongKind(String type, String field, String value) {
        // given
        ObjectNode body = Golden.json(type).deepCopy();
        assertThat(body.has(field)).isTrue();

        // when
        body.put(field, value);

        // then
        refuses(Golden.cloud(type, body)).hasMessageStartingWith(type + " can't be read: '" + field + "': ");
    }

    @Test
    void shouldTakeAnEventWithoutATime() {
        // given
        CloudEvent cloud = Golden.cloud(HEARTBEAT, Golden.json(HEARTBEAT));
        assertThat(cloud.getTime()).isNull();

        // then
        assertThat(EventCodec.decode(cloud, null, Heartbeat.class).time()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void shouldKeepListsFromChanging() {
        // given
        FailureEvent.ScenarioDetected detected = (FailureEvent.ScenarioDetected) Golden.decode(
                "io.lifeboat.failure.scenario-detected.v1", Golden.json("io.lifeboat.failure.scenario-detected.v1"));

        // then
        assertThat(detected.evidence()).hasSize(2);
        assertThatThrownBy(() -> detected.evidence().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refuses(CloudEvent cloud) {
        return assertThatThrownBy(() -> EventCodec.decode(Objects.requireNonNull(cloud), null, Event.class))
                .isInstanceOf(UndecodableEventException.class);
    }
}
