package io.lifeboat.backup.standby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.backup.BackupResource;
import io.lifeboat.event.AuthorityGranted;
import io.lifeboat.event.BackupEvent.StateLagMeasured;
import io.lifeboat.event.Topics;
import io.lifeboat.testing.StackResource;
import io.lifeboat.testing.TopicReader;
import io.lifeboat.testing.TopicWriter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** From the folders of two hosts, and the topic of the authority, to the topic of the backups. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
@QuarkusTestResource(BackupResource.class)
class StandbyStateIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Inject
    DataSource database;

    @Test
    void shouldTellOfTheCopyWhileItsPrimaryTrades() throws IOException {
        Path state = BackupResource.bot().resolve("trading-server/state");
        Path copy = BackupResource.bot().resolve("api-server/copy-of-the-state");
        Path away = copy.resolveSibling("away");
        try (TopicWriter writer = new TopicWriter();
                TopicReader backups = TopicReader.of(Topics.BACKUPS)) {
            // given
            writer.send(new AuthorityGranted("trading-engine", "trading-server", 1, Instant.now(), "test"));
            Files.writeString(Files.createDirectories(copy).resolve("positions.json"), "[1]");
            Path made = Files.createDirectories(state.resolveSibling("made"));
            Files.writeString(made.resolve("positions.json"), "[1]");
            Files.move(made, state);

            // then
            StateLagMeasured first = backups.await(StateLagMeasured.class, event -> event.trouble() == null);
            assertThat(first.component()).isEqualTo("trading-data");
            assertThat(first.standby()).isEqualTo("api-server:/copy-of-the-state");
            assertThat(first.lag()).isEqualTo(Duration.ZERO);

            // when
            Files.move(copy, away);

            // then
            StateLagMeasured missing = backups.await(StateLagMeasured.class, event -> event.trouble() != null);
            assertThat(missing.trouble()).contains("api-server:/copy-of-the-state is missing");

            // when
            Files.move(away, copy);

            // then
            backups.await(
                    StateLagMeasured.class,
                    event -> event.trouble() == null && event.at().isAfter(missing.at()));

            // when: the standby is promoted, and then the primary trades again; what comes late changes nothing
            writer.send(new AuthorityGranted("trading-engine", "standby-server", 3, Instant.now(), "test"));
            writer.send(new AuthorityGranted("trading-engine", "trading-server", 2, Instant.now(), "test"));
            await().atMost(PATIENCE).until(() -> !hasCompared());
            writer.send(new AuthorityGranted("trading-engine", "trading-server", 4, Instant.now(), "test"));

            // then
            await().atMost(PATIENCE).until(this::hasCompared);
        } finally {
            Files.move(state, state.resolveSibling("gone"));
        }
    }

    private boolean hasCompared() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select known::json ->> 'comparedAt' from state_watch where component = 'trading-data'")) {
            return rows.next() && rows.getString(1) != null;
        }
    }
}
