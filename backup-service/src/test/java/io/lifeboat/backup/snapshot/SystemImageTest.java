package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.snapshot.BackupOutcome.Cause;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.snapshot.BackupOutcome.Verified;
import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.backup.wal.RecoveryTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** System images from the take to the restore, with a folder as their provider. */
class SystemImageTest extends FolderOfImages {

    @Test
    void shouldCommitWhatIsKnownOfAnImageThatIsComplete() throws IOException {
        // when
        Taken taken = (Taken) manager.take(group());

        // then
        assertThat(taken.places()).containsExactly("local", "offsite");
        assertThat(taken.files()).isEqualTo(1);
        assertThat(data(taken).resolve("api_config.yaml")).exists();
        assertThat(manifest(local, taken).facts())
                .containsEntry("imageId", "image-" + taken.snapshot())
                .containsEntry("imageProvider", "folder " + images)
                .containsEntry("imageState", "completed")
                .containsEntry("imageLock", "none")
                .containsEntry("imageTag.lifeboat-component", BotFiles.GROUP)
                .containsEntry("imageTag.lifeboat-snapshot", taken.snapshot());
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        manager.copyFile(group(), taken.snapshot(), "api-server:/image.json", json);
        assertThat(json.toString(StandardCharsets.UTF_8))
                .contains("\"id\":\"image-" + taken.snapshot(), "covers what stands here, not the image");
        assertThat(manager.verify(group(), null, true))
                .isEqualTo(new Verified(taken.snapshot(), 1, List.of("local", "offsite")));
    }

    /** Killed while it was waited for, and done again by the same job. */
    @Test
    void shouldGoOnWithTheImageThatAJobHadBegunBeforeACrash() throws IOException {
        // given
        Taken killed = (Taken) manager.take(group(), "job-1");
        forget(killed);
        clock.advance(Duration.ofMinutes(20));

        // when
        Taken again = (Taken) manager.take(group(), "job-1");
        Taken another = (Taken) manager.take(group(), "job-2");

        // then
        assertThat(again.snapshot()).isEqualTo(killed.snapshot());
        assertThat(again.startedAt()).isEqualTo(NOW);
        assertThat(found()).containsExactly("image-" + again.snapshot(), "image-" + another.snapshot());
        assertThat(manager.verify(group(), again.snapshot(), true)).isInstanceOf(Verified.class);
    }

    /** Killed after the first place had it. */
    @Test
    void shouldBringASnapshotToThePlaceThatACrashHasKeptItFrom() throws IOException {
        // given
        Taken killed = (Taken) manager.take(group(), "job-1");
        forget(killed, offsite);

        // when
        Taken again = (Taken) manager.take(group(), "job-1");

        // then
        assertThat(again.snapshot()).isEqualTo(killed.snapshot());
        assertThat(again.sha256()).isEqualTo(killed.sha256());
        assertThat(again.places()).containsExactly("local", "offsite");
        assertThat(found()).hasSize(1);
        assertThat(manager.verify(group(), again.snapshot(), true))
                .isEqualTo(new Verified(again.snapshot(), 1, List.of("local", "offsite")));
    }

    @Test
    void shouldCommitNothingWithoutAnImage() throws IOException {
        // given
        delete(bot.resolve("api-server" + BotFiles.CONFIG));

        // when
        Failed failed = (Failed) manager.take(group());

        // then
        assertThat(failed.reason()).startsWith("folder " + images + ": there is no folder ");
        assertThat(local.keys()).noneMatch(key -> key.startsWith("manifests/"));
        assertThat(local.keys()).noneMatch(key -> key.startsWith("intents/"));
    }

    /** What is in the places is whole then, and is worth nothing. */
    @Test
    void shouldNotCallASnapshotWholeWhoseImageIsGone() throws IOException {
        // given
        Taken taken = (Taken) manager.take(group());

        // when
        delete(images.resolve("image-" + taken.snapshot()));

        // then
        Failed failed = (Failed) manager.verify(group(), null);
        assertThat(failed.cause()).isEqualTo(Cause.DAMAGED);
        assertThat(failed.committedIn()).isEmpty();
        assertThat(failed.reason())
                .startsWith("folder %s: snapshot %s: the image image-%s is not there any more"
                        .formatted(images, taken.snapshot(), taken.snapshot()));
    }

    @Test
    void shouldSayHowTheNewestWholeImageIsRestoredAndDoNothing() throws IOException {
        // given
        Taken first = (Taken) manager.take(group());
        clock.advance(Duration.ofDays(7));
        Taken second = (Taken) manager.take(group());

        // when
        Failed newest = restore(null);
        delete(images.resolve("image-" + second.snapshot()));
        Failed whole = restore(null);

        // then
        assertThat(newest.cause()).isEqualTo(Cause.USAGE);
        assertThat(newest.snapshot()).isEqualTo(second.snapshot());
        assertThat(newest.reason())
                .isEqualTo("nothing was done: it is the image image-%s of folder %s, and only its provider can restore"
                                .formatted(second.snapshot(), images)
                        + " that: copy %s to %s"
                                .formatted(
                                        images.resolve("image-" + second.snapshot() + "/data"),
                                        bot.resolve("api-server" + BotFiles.CONFIG)));
        assertThat(whole.snapshot()).isEqualTo(first.snapshot());
        assertThat(restore(second.snapshot()).cause()).isEqualTo(Cause.DAMAGED);
        assertThat(restore("20010101T000000000Z-00000000").cause()).isEqualTo(Cause.NOTHING_FOUND);
    }

    @Test
    void shouldNeverRestoreNothingAndCallItDone() throws IOException {
        // given
        Taken taken = (Taken) manager.take(group());

        // when
        BackupOutcome outcome = new ScratchRestore(BotFiles.hosts(bot), images.resolve("scratch"))
                .restore(group(), manager.depot(group()), taken.snapshot(), new RecoveryTarget.Latest());

        // then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.cause()).isEqualTo(Cause.USAGE));
    }

    private Failed restore(@Nullable String snapshot) {
        return (Failed) manager.restore(group(), snapshot, true);
    }

    private Path data(Taken taken) {
        return images.resolve("image-" + taken.snapshot()).resolve("data");
    }

    private static SnapshotManifest manifest(MemoryObjectStore store, Taken taken) throws IOException {
        return Repository.open(store, TestKeys.ENCRYPTED).orElseThrow().manifest(BotFiles.GROUP, taken.snapshot());
    }
}
