package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.expiry.Expired;
import io.lifeboat.backup.retention.Hold;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.store.MemoryObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which images go, with a folder as their provider. */
class SystemImageExpiryTest extends FolderOfImages {

    /** Else the last image that there is would go, for one that is not there any more. */
    @Test
    void shouldPushNothingOutByASnapshotWhoseImageIsGone() throws IOException {
        // given
        Taken whole = (Taken) manager.take(group());
        clock.advance(Duration.ofDays(7));
        Taken empty = (Taken) manager.take(group());
        delete(images.resolve("image-" + empty.snapshot()));

        // when
        manager.expire(group(), false);
        clock.advance(Duration.ofDays(1));
        List<Expired> expired = manager.expire(group(), false);

        // then
        assertThat(expired).allMatch(one -> one.removed().isEmpty());
        assertThat(found()).containsExactly("image-" + whole.snapshot());
    }

    @Test
    void shouldKeepTheImageOfASnapshotThatIsHeld() throws IOException {
        // given
        Taken old = (Taken) manager.take(group());
        manager.hold(group(), new Hold(old.snapshot(), "court", "evidence", NOW, null));
        clock.advance(Duration.ofDays(7));
        manager.take(group());

        // when
        manager.expire(group(), false);
        clock.advance(Duration.ofDays(1));
        manager.expire(group(), false);

        // then
        assertThat(manager.snapshots(BotFiles.GROUP)).contains(old.snapshot());
        assertThat(found()).contains("image-" + old.snapshot());
    }

    @Test
    void shouldDeleteTheImageWithTheLastOfItsSnapshots() throws IOException {
        // given
        Taken old = (Taken) manager.take(group());
        clock.advance(Duration.ofDays(7));
        Taken young = (Taken) manager.take(group());

        // when: it is marked
        assertThat(manager.expire(group(), false)).allMatch(one -> one.failure() == null);
        clock.advance(Duration.ofDays(1));
        manager(local, new MemoryObjectStore("offsite", clock)).expire(group(), false);

        // then: the other place may have it yet, and nobody has asked it
        assertThat(found()).hasSize(2);

        // when
        Expired provider = manager.expire(group(), false).getLast();

        // then
        assertThat(provider.place()).isEqualTo("folder " + images);
        assertThat(provider.failure()).isNull();
        assertThat(provider.removed()).containsExactly(old.snapshot());
        assertThat(found()).containsExactly("image-" + young.snapshot());
        assertThat(manager.expire(group(), false).getLast().removed()).isEmpty();
    }

    /** It has cost money since, and nobody would ever find it. */
    @Test
    void shouldDeleteAnImageThatNeverBecameASnapshotOnceItIsOld() throws IOException {
        // given: killed between the two
        Taken orphan = (Taken) manager.take(group());
        forget(orphan);
        manager.take(group());

        // then
        assertThat(manager.expire(group(), false).getLast().removed()).isEmpty();
        clock.advance(Duration.ofDays(1));
        assertThat(manager.expire(group(), false).getLast().removed()).containsExactly(orphan.snapshot());
        assertThat(found()).hasSize(1);
    }

    /** Who destroys the repositories does not have Lifeboat destroy the images. */
    @Test
    void shouldKeepAnImageWhoseSnapshotWasTakenAway() throws IOException {
        // given
        Taken taken = (Taken) manager.take(group());
        manager.expire(group(), false);
        forget(taken);
        clock.advance(Duration.ofDays(30));
        manager.take(group());

        // when
        Expired provider = manager.expire(group(), true).getLast();

        // then
        assertThat(provider.removed()).isEmpty();
        assertThat(provider.waits()).contains("its snapshot is gone, and nobody has removed it");
        assertThat(found()).hasSize(2);
    }

    @Test
    void shouldDeleteNothingWhileAPlaceIsAway() throws IOException {
        // given
        Taken orphan = (Taken) manager.take(group());
        forget(orphan);
        clock.advance(Duration.ofDays(2));
        BackupManager another = manager(local, new MemoryObjectStore("offsite", clock));

        // when
        Expired provider = another.expire(group(), true).getLast();

        // then
        assertThat(provider.waits()).contains("once every place can say which snapshots it has");
        assertThat(found()).hasSize(1);
    }
}
