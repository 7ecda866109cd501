package io.lifeboat.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.repository.Holds;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.retention.Hold;
import io.lifeboat.backup.store.FolderObjectStore;
import io.lifeboat.event.BackupCommand;
import io.lifeboat.event.BackupEvent;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.event.Topics;
import io.lifeboat.testing.StackResource;
import io.lifeboat.testing.TopicReader;
import io.lifeboat.testing.TopicWriter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** From the topic of the incidents to the places. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
@QuarkusTestResource(BackupResource.class)
class IncidentHoldIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Test
    void shouldHoldTheSnapshotWhileTheIncidentIsOpenAndAWhileLonger() throws IOException {
        try (TopicWriter writer = new TopicWriter();
                TopicReader backups = TopicReader.of(Topics.BACKUPS)) {
            // given
            String before = take(writer, backups);
            Instant detectedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            String after = take(writer, backups);
            UUID incident = EventIds.unique();
            IncidentEvent.Opened opened = new IncidentEvent.Opened(
                    incident,
                    "api-service-failure",
                    "api-service",
                    "api-server",
                    detectedAt,
                    detectedAt.plusSeconds(1),
                    null,
                    List.of());

            // when: it is told more than once
            UUID event = writer.send(opened);
            writer.send(event, opened);
            writer.send(opened);

            // then
            String by = "incident " + incident;
            await().atMost(PATIENCE)
                    .until(() ->
                            held(before).stream().anyMatch(hold -> hold.by().equals(by)));
            assertThat(held(before))
                    .filteredOn(hold -> hold.by().equals(by))
                    .singleElement()
                    .satisfies(hold -> {
                        assertThat(hold.until()).isNull();
                        assertThat(hold.reason()).contains("api-service-failure", detectedAt.toString());
                        assertThat(hold.since()).isEqualTo(detectedAt);
                    });
            assertThat(held(after)).noneMatch(hold -> hold.by().equals(by));

            // when
            Instant closedAt = detectedAt.plusSeconds(60);
            IncidentEvent.Closed closed = new IncidentEvent.Closed(incident, "recovered", closedAt);
            writer.send(closed);
            writer.send(closed);
            writer.send(opened);

            // then: it ends by the clock
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(held(before))
                            .filteredOn(hold -> hold.by().equals(by))
                            .singleElement()
                            .extracting(Hold::until)
                            .isEqualTo(closedAt.plus(Duration.ofDays(7))));
        }
    }

    private static String take(TopicWriter writer, TopicReader backups) {
        UUID command = writer.send(new BackupCommand.Take("configuration", "test", null, Instant.now()));
        return backups.await(BackupEvent.SnapshotTaken.class, event -> command.equals(event.command()))
                .snapshot();
    }

    private static List<Hold> held(String snapshot) throws IOException {
        Repository local = Repository.open(new FolderObjectStore("local", BackupResource.local()), TestKeys.ENCRYPTED)
                .orElseThrow();
        return new Holds(local).of("configuration", List.of(snapshot));
    }
}
