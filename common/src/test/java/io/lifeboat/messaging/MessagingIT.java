package io.lifeboat.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lifeboat.event.Envelope;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.FailureEvent;
import io.lifeboat.event.Heartbeat;
import io.lifeboat.event.Topics;
import io.lifeboat.testing.StackResource;
import io.lifeboat.testing.TestStack;
import io.lifeboat.testing.TopicReader;
import io.lifeboat.testing.TopicWriter;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class MessagingIT {

    private static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Inject
    Outbox outbox;

    @Inject
    EventReceiver receiver;

    @Inject
    FailureConsumer consumer;

    @BeforeEach
    void forget() {
        consumer.handled.clear();
        consumer.handler = envelope -> {};
    }

    @Test
    void shouldPublishInOrderPerKeyOnlyWhatWasCommitted() {
        // given
        try (TopicReader reader = TopicReader.of(Topics.HEARTBEATS)) {
            // when
            for (int i = 0; i < 50; i++) {
                String instance = "committed-" + i;
                QuarkusTransaction.requiringNew().run(() -> outbox.append(heartbeat("a", instance)));
                assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                            outbox.append(heartbeat("a", "rolled-back"));
                            throw new IllegalStateException("on purpose");
                        }))
                        .hasMessageContaining("on purpose");
            }

            // then
            reader.await(Heartbeat.class, beat -> beat.instance().equals("committed-49"));
            assertThat(reader.events(Heartbeat.class).stream()
                            .map(Envelope::event)
                            .filter(beat -> beat.service().equals("a"))
                            .map(Heartbeat::instance))
                    .containsExactlyElementsOf(IntStream.range(0, 50)
                            .mapToObj(i -> "committed-" + i)
                            .toList());
        }
    }

    @Test
    void shouldRefuseToAppendOutsideATransaction() {
        assertThatThrownBy(() -> outbox.append(heartbeat("a", "b")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("within a transaction");
    }

    @Test
    void shouldPublishInOrderAfterTheBrokerWasAway() {
        // given
        TestStack.kafka().stop();
        List<String> sent = IntStream.range(0, 20).mapToObj(i -> "during-" + i).toList();

        // when
        sent.forEach(instance -> QuarkusTransaction.requiringNew().run(() -> outbox.append(heartbeat("b", instance))));
        TestStack.kafka().start();

        // then
        try (TopicReader reader = TopicReader.fromBeginning(Topics.HEARTBEATS)) {
            reader.await(Heartbeat.class, beat -> beat.instance().equals("during-19"));
            assertThat(reader.events(Heartbeat.class).stream()
                            .map(Envelope::event)
                            .filter(beat -> beat.service().equals("b"))
                            .map(Heartbeat::instance)
                            .distinct())
                    .containsExactlyElementsOf(sent);
        }
    }

    @Test
    void shouldLeaveNothingOfARehearsal() {
        // given
        AtomicInteger played = new AtomicInteger();
        FailureEvent failure =
                new FailureEvent.ScenarioCleared("api-service-failure", "api-service", "rehearsal-host", NOW);

        // when
        try (TopicReader reader = TopicReader.of(Topics.HEARTBEATS)) {
            for (int i = 0; i < 3; i++) {
                receiver.rehearse(failure, FailureEvent.class, envelope -> {
                    played.incrementAndGet();
                    outbox.append(heartbeat("rehearsal", "never"));
                });
            }
            QuarkusTransaction.requiringNew().run(() -> outbox.append(heartbeat("rehearsal", "after")));

            // then
            reader.await(Heartbeat.class, beat -> beat.instance().equals("after"));
            assertThat(reader.events(Heartbeat.class).stream()
                            .map(Envelope::event)
                            .map(Heartbeat::instance))
                    .doesNotContain("never");
        }
        assertThat(played).hasValue(3);
    }

    @Test
    void shouldHandleADuplicateOnce() {
        // given
        UUID id = EventIds.unique();
        try (TopicWriter writer = new TopicWriter()) {
            // when
            for (int i = 0; i < 100; i++) {
                writer.send(id, cleared("twice"));
            }
            writer.send(cleared("last"));

            // then
            await().atMost(PATIENCE).until(() -> consumer.targets().contains("last"));
            assertThat(consumer.targets()).containsExactly("twice", "last");
        }
    }

    @Test
    void shouldDeadLetterWhatCannotBeDecodedAndGoOn() {
        // given
        try (TopicReader dead = TopicReader.ofDeadLetters(Topics.FAILURES);
                TopicWriter writer = new TopicWriter()) {
            // when
            writer.sendRaw(Topics.FAILURES.name(), "database", "no event".getBytes(StandardCharsets.UTF_8));
            writer.send(cleared("after"));

            // then
            await().atMost(PATIENCE).until(() -> consumer.targets().contains("after"));
            await().atMost(PATIENCE).until(() -> !dead.records().isEmpty());
            assertThat(dead.records()).singleElement().satisfies(record -> {
                assertThat(new String(record.value(), StandardCharsets.UTF_8)).isEqualTo("no event");
                assertThat(header(record.headers().lastHeader("dead-letter-reason")))
                        .contains("no CloudEvent");
            });
        }
    }

    @Test
    void shouldDeadLetterWhatTheHandlerRejects() {
        // given
        consumer.handler = envelope -> {
            if (envelope.event().component().equals("no-such-component")) {
                throw new RejectedEventException("unknown component 'no-such-component'");
            }
        };
        try (TopicReader dead = TopicReader.ofDeadLetters(Topics.FAILURES);
                TopicWriter writer = new TopicWriter()) {
            // when
            writer.send(new FailureEvent.ScenarioCleared("s", "no-such-component", "t", NOW));
            writer.send(cleared("after-rejected"));

            // then
            await().atMost(PATIENCE).until(() -> consumer.targets().contains("after-rejected"));
            await().atMost(PATIENCE).until(() -> !dead.records().isEmpty());
            assertThat(header(dead.records().getFirst().headers().lastHeader("dead-letter-reason")))
                    .contains("unknown component 'no-such-component'");
        }
    }

    @Test
    void shouldKeepAnEventWhileTheDatabaseIsAway() {
        // given
        AtomicInteger failures = new AtomicInteger();
        consumer.handler = envelope -> {
            if (failures.incrementAndGet() <= 8) {
                throw new IllegalStateException(new SQLException("the server is shutting down", "57P01"));
            }
        };
        try (TopicReader dead = TopicReader.ofDeadLetters(Topics.FAILURES);
                TopicWriter writer = new TopicWriter()) {
            // when
            writer.send(cleared("patient"));

            // then
            await().atMost(PATIENCE).until(() -> consumer.targets().contains("patient"));
            assertThat(failures).hasValue(9);
            assertThat(dead.records()).isEmpty();
        }
    }

    private static String header(org.apache.kafka.common.header.Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static Heartbeat heartbeat(String service, String instance) {
        return new Heartbeat(service, instance, NOW, NOW);
    }

    private static FailureEvent.ScenarioCleared cleared(String target) {
        return new FailureEvent.ScenarioCleared("api-service-failure", "api-service", target, NOW);
    }
}
