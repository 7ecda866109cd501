package io.lifeboat.backup.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.BackupResource;
import io.lifeboat.event.BackupEvent;
import io.lifeboat.event.Topics;
import io.lifeboat.testing.StackResource;
import io.lifeboat.testing.TopicReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What nobody asks for and is told all the same. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
@QuarkusTestResource(BackupResource.class)
class PublishedIT {

    private static final String SNAPSHOT = "20260302T010000000Z-00000001";

    @Inject
    Jobs jobs;

    @Test
    void shouldPublishWhatHasExpiredAndHowFarAJobIs() {
        try (TopicReader backups = TopicReader.of(Topics.BACKUPS)) {
            // when
            jobs.expired("configuration", Map.of(SNAPSHOT, List.of("local", "offsite")));
            jobs.progressed(new BackupEvent.Progressed(
                    "configuration", "take", "reading", 10, null, 5, null, null, Instant.now(), null));

            // then
            assertThat(backups.await(
                            BackupEvent.SnapshotExpired.class,
                            event -> event.snapshot().equals(SNAPSHOT)))
                    .extracting(
                            BackupEvent.SnapshotExpired::component,
                            BackupEvent.SnapshotExpired::repositories,
                            BackupEvent.SnapshotExpired::command)
                    .containsExactly("configuration", List.of("local", "offsite"), null);
            assertThat(backups.await(BackupEvent.Progressed.class, event -> event.bytes() == 10)
                            .step())
                    .isEqualTo("reading");
        }
    }
}
