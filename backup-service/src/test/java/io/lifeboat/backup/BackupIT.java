package io.lifeboat.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.backup.job.Jobs;
import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.repository.Holds;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.retention.Hold;
import io.lifeboat.backup.store.FolderObjectStore;
import io.lifeboat.event.BackupCommand;
import io.lifeboat.event.BackupEvent;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.Topics;
import io.lifeboat.testing.StackResource;
import io.lifeboat.testing.TopicReader;
import io.lifeboat.testing.TopicWriter;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
@QuarkusTestResource(BackupResource.class)
class BackupIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Inject
    Jobs jobs;

    @Inject
    EntityManager entities;

    private TopicWriter writer;
    private TopicReader backups;

    @BeforeEach
    void open() {
        // What was due when the service was started the first time, as the schedule has it.
        await().atMost(PATIENCE).until(() -> schedules() > 0);
        writer = new TopicWriter();
        backups = TopicReader.of(Topics.BACKUPS);
    }

    @AfterEach
    void close() {
        writer.close();
        backups.close();
    }

    @Test
    void shouldTakeASnapshotOnCommandAndNameTheCommand() {
        // when
        UUID command = writer.send(take("configuration"));

        // then
        BackupEvent.SnapshotTaken taken =
                backups.await(BackupEvent.SnapshotTaken.class, event -> command.equals(event.command()));
        assertThat(taken.files()).isEqualTo(5);
        assertThat(taken.repositories()).containsExactly("local", "offsite");
        String id = taken.snapshot();
        assertThat(BackupResource.local()
                        .resolve("manifests/configuration/%s/%s/%s.json.zst"
                                .formatted(id.substring(0, 4), id.substring(4, 6), id)))
                .isRegularFile();
    }

    @Test
    void shouldVerifyOnCommandAndNoticeDamage() throws IOException {
        // given
        UUID take = writer.send(take("configuration"));
        BackupEvent.SnapshotTaken taken =
                backups.await(BackupEvent.SnapshotTaken.class, event -> take.equals(event.command()));

        // when
        UUID verify = writer.send(verify(taken.snapshot()));

        // then
        assertThat(backups.await(BackupEvent.SnapshotVerified.class, event -> verify.equals(event.command())))
                .extracting(BackupEvent.SnapshotVerified::snapshot, BackupEvent.SnapshotVerified::repositories)
                .containsExactly(taken.snapshot(), List.of("local", "offsite"));

        // when
        flipInEveryPack();
        UUID again = writer.send(verify(taken.snapshot()));

        // then
        BackupEvent.SnapshotFailed failed =
                backups.await(BackupEvent.SnapshotFailed.class, event -> again.equals(event.command()));
        assertThat(failed.reason()).startsWith("local: snapshot " + taken.snapshot());
        assertThat(failed.committedIn()).containsExactly("offsite");

        // when: the next snapshot mends what it needs of the damaged place from the other
        UUID next = writer.send(take("configuration"));

        // then
        assertThat(backups.await(BackupEvent.SnapshotTaken.class, event -> next.equals(event.command()))
                        .repositories())
                .containsExactly("local", "offsite");
    }

    @Test
    void shouldTakeOneSnapshotForACommandThatComesTwice() {
        // given
        UUID command = EventIds.unique();

        // when
        IntStream.range(0, 10).forEach(i -> writer.send(command, take("configuration")));
        UUID last = writer.send(take("configuration"));

        // then
        backups.await(BackupEvent.SnapshotTaken.class, event -> last.equals(event.command()));
        assertThat(backups.events(BackupEvent.SnapshotTaken.class))
                .filteredOn(envelope -> command.equals(envelope.event().command()))
                .hasSize(1);
    }

    @Test
    void shouldHoldAndReleaseOnCommandHoweverOftenItComes() throws IOException {
        // given
        UUID take = writer.send(take("configuration"));
        String snapshot = backups.await(BackupEvent.SnapshotTaken.class, event -> take.equals(event.command()))
                .snapshot();
        Instant until = Instant.parse("2999-01-01T00:00:00Z");

        // when
        UUID hold = writer.send(hold(snapshot, until));
        writer.send(hold, hold(snapshot, until));
        UUID again = writer.send(hold(snapshot, null));

        // then: each has one
        assertThat(backups.await(BackupEvent.SnapshotHeld.class, event -> hold.equals(event.command())))
                .extracting(BackupEvent.SnapshotHeld::snapshot, BackupEvent.SnapshotHeld::until)
                .containsExactly(snapshot, until);
        backups.await(BackupEvent.SnapshotHeld.class, event -> again.equals(event.command()));
        assertThat(held(snapshot)).singleElement().satisfies(one -> {
            assertThat(one.by()).isEqualTo("ada");
            assertThat(one.reason()).isEqualTo("for the court");
            assertThat(one.until()).isNull();
        });

        // when
        UUID release = writer.send(release(snapshot));
        UUID released = writer.send(release(snapshot));

        // then
        assertThat(backups.await(BackupEvent.SnapshotReleased.class, event -> release.equals(event.command()))
                        .wasHeld())
                .isTrue();
        assertThat(backups.await(BackupEvent.SnapshotReleased.class, event -> released.equals(event.command()))
                        .wasHeld())
                .isFalse();
        assertThat(held(snapshot)).isEmpty();
        assertThat(backups.events(BackupEvent.SnapshotHeld.class))
                .filteredOn(envelope -> hold.equals(envelope.event().command()))
                .hasSize(1);

        // when: there is no such snapshot
        UUID unknown = writer.send(hold("20200101T000000000Z-00000000", null));

        // then
        assertThat(backups.await(BackupEvent.SnapshotFailed.class, event -> unknown.equals(event.command()))
                        .reason())
                .contains("20200101T000000000Z-00000000");
    }

    @Test
    void shouldFailNamingTheFileThatIsMissing() throws IOException {
        // given
        Path file = BackupResource.bot().resolve("trading-server/etc/supervisor/engine.conf");
        byte[] content = Files.readAllBytes(file);
        Files.delete(file);

        // when
        UUID command = writer.send(take("configuration"));

        // then
        BackupEvent.SnapshotFailed failed =
                backups.await(BackupEvent.SnapshotFailed.class, event -> command.equals(event.command()));
        Files.write(file, content);
        assertThat(failed.reason()).startsWith("trading-server:/etc/supervisor/engine.conf is missing");
        assertThat(failed.committedIn()).isEmpty();
    }

    @Test
    void shouldDeadLetterWhatItCannotDoAndGoOn() {
        // given
        try (TopicReader dead = TopicReader.ofDeadLetters(Topics.BACKUP_COMMANDS)) {
            // when
            writer.send(take("no-such-backup"));
            writer.send(take("database"));
            writer.send(verify("../../etc"));
            UUID good = writer.send(take("configuration"));

            // then
            backups.await(BackupEvent.SnapshotTaken.class, event -> good.equals(event.command()));
            await().atMost(PATIENCE).until(() -> dead.records().size() == 3);
            assertThat(dead.records().stream()
                            .map(record -> text(record.headers().lastHeader("dead-letter-reason"))))
                    .satisfiesExactlyInAnyOrder(
                            reason -> assertThat(reason).contains("unknown backup 'no-such-backup'", "configuration"),
                            reason ->
                                    assertThat(reason).contains("the backup 'database' has no sources in the catalog"),
                            reason -> assertThat(reason).contains("'../../etc' is no id of a snapshot"));
        }
    }

    @Test
    void shouldTakeASnapshotThatIsDueOnceForAllReplicas() {
        // given
        Instant begun = Instant.now();
        Instant due = Instant.parse("2031-01-01T02:00:00Z");

        // when: every replica asks at the same time
        List<Boolean> asked = IntStream.range(0, 8)
                .parallel()
                .mapToObj(replica -> jobs.addDue("configuration", due, null))
                .toList();
        UUID after = writer.send(take("configuration"));

        // then
        assertThat(asked).containsOnlyOnce(true);
        backups.await(BackupEvent.SnapshotTaken.class, event -> after.equals(event.command()));
        assertThat(backups.events(BackupEvent.SnapshotTaken.class))
                .filteredOn(envelope -> envelope.event().command() == null)
                .filteredOn(envelope -> !envelope.event().startedAt().isBefore(begun))
                .hasSize(1);
    }

    private static void flipInEveryPack() throws IOException {
        try (Stream<Path> files = Files.walk(BackupResource.local().resolve("packs"))) {
            for (Path pack : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(pack);
                bytes[bytes.length / 2] ^= 1;
                Files.write(pack, bytes);
            }
        }
    }

    private long schedules() {
        return QuarkusTransaction.requiringNew().call(() -> (Long) entities.createNativeQuery(
                        "select count(*) from job where requested_by = 'schedule' and state = 'SUCCEEDED'", Long.class)
                .getSingleResult());
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static BackupCommand.Take take(String component) {
        return new BackupCommand.Take(component, "test", null, Instant.now());
    }

    private static BackupCommand.Hold hold(String snapshot, @Nullable Instant until) {
        return new BackupCommand.Hold("configuration", snapshot, "for the court", until, "ada", null, Instant.now());
    }

    private static BackupCommand.Release release(String snapshot) {
        return new BackupCommand.Release("configuration", snapshot, null, "ada", null, Instant.now());
    }

    private static List<Hold> held(String snapshot) throws IOException {
        Repository local = Repository.open(new FolderObjectStore("local", BackupResource.local()), TestKeys.ENCRYPTED)
                .orElseThrow();
        return new Holds(local).of("configuration", List.of(snapshot));
    }

    private static BackupCommand.Verify verify(String snapshot) {
        return new BackupCommand.Verify("configuration", snapshot, "test", null, Instant.now());
    }
}
