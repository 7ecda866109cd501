package io.lifeboat.backup.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every place promises. */
public abstract class SnapshotStoreContract {

    private static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");
    private static final String GROUP = "configuration";

    private SnapshotStore store;

    @BeforeEach
    void open() {
        store = create();
    }

    /** Empty, and called {@code here}. */
    protected abstract SnapshotStore create();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, (8 << 20) - 1, 8 << 20, (8 << 20) + 1, 20_000_000})
    void shouldGiveBackWhatWasWritten(int size) throws IOException {
        // given
        byte[] body = new byte[size];
        new Random(size).nextBytes(body);
        String id = SnapshotId.create(NOW);

        // when
        write(id, body, "{}");

        // then
        try (InputStream in = store.open(GROUP, id)) {
            assertThat(in.readAllBytes()).isEqualTo(body);
        }
        assertThat(store.manifest(GROUP, id)).hasValue("{}".getBytes(UTF_8));
        assertThat(store.snapshots(GROUP)).containsExactly(id);
        assertThat(store.place()).isEqualTo("here");
    }

    @Test
    void shouldListNothingWhereNothingIs() throws IOException {
        assertThat(store.snapshots(GROUP)).isEmpty();
        assertThat(store.manifest(GROUP, SnapshotId.create(NOW))).isEmpty();
        assertThat(store.sweep(GROUP, SnapshotId.earliest(NOW))).isEmpty();
        assertThatThrownBy(() -> store.open(GROUP, SnapshotId.create(NOW)).close())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("here: ");
    }

    @Test
    void shouldListSnapshotsByTheirTime() throws IOException {
        // given
        String third = SnapshotId.create(NOW.plusSeconds(60));
        String first = SnapshotId.create(NOW.minusSeconds(86_400));
        String second = SnapshotId.create(NOW);

        // when
        write(third, new byte[1], "{}");
        write(first, new byte[1], "{}");
        write(second, new byte[1], "{}");

        // then
        assertThat(store.snapshots(GROUP)).containsExactly(first, second, third);
    }

    @Test
    void shouldNotShowASnapshotBeforeItsManifest() throws IOException {
        // given
        String id = SnapshotId.create(NOW);
        SnapshotUpload upload = store.begin(GROUP, id);
        upload.write(new byte[100], 0, 100);
        upload.finishBody();

        // then
        assertThat(store.snapshots(GROUP)).isEmpty();
        assertThat(store.manifest(GROUP, id)).isEmpty();
        try (InputStream in = store.open(GROUP, id)) {
            assertThat(in.readAllBytes()).hasSize(100);
        }

        // when
        upload.commit("{}".getBytes(UTF_8));
        upload.close();

        // then
        assertThat(store.snapshots(GROUP)).containsExactly(id);
    }

    @Test
    void shouldLeaveNothingVisibleOfAnUploadThatWasClosed() throws IOException {
        // given
        String id = SnapshotId.create(NOW);

        // when
        try (SnapshotUpload upload = store.begin(GROUP, id)) {
            upload.write(new byte[100], 0, 100);
        }

        // then
        assertThat(store.snapshots(GROUP)).isEmpty();
        assertThatThrownBy(() -> store.open(GROUP, id).close()).isInstanceOf(IOException.class);
    }

    @Test
    void shouldNeverChangeASnapshot() throws IOException {
        // given
        String id = SnapshotId.create(NOW);
        write(id, "first".getBytes(UTF_8), "{\"a\":1}");

        // when
        assertThatThrownBy(() -> write(id, "second".getBytes(UTF_8), "{\"a\":2}"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("here: ");

        // then
        try (InputStream in = store.open(GROUP, id)) {
            assertThat(in.readAllBytes()).isEqualTo("first".getBytes(UTF_8));
        }
        assertThat(store.manifest(GROUP, id)).hasValue("{\"a\":1}".getBytes(UTF_8));
    }

    @Test
    void shouldCommitOnceOnly() throws IOException {
        // given
        String id = SnapshotId.create(NOW);
        try (SnapshotUpload upload = store.begin(GROUP, id)) {
            upload.finishBody();
            upload.commit("{\"a\":1}".getBytes(UTF_8));

            // when
            assertThatThrownBy(() -> upload.commit("{\"a\":2}".getBytes(UTF_8))).isInstanceOf(IOException.class);
        }

        // then
        assertThat(store.manifest(GROUP, id)).hasValue("{\"a\":1}".getBytes(UTF_8));
    }

    @Test
    void shouldSweepWhatIsUnfinishedAndOldOnly() throws IOException {
        // given: a crash leaves uploads that nobody closes
        String old = SnapshotId.create(NOW.minusSeconds(100));
        String fresh = SnapshotId.create(NOW.plusSeconds(1));
        String finished = SnapshotId.create(NOW.minusSeconds(200));
        store.begin(GROUP, old).finishBody();
        store.begin(GROUP, fresh).finishBody();
        write(finished, new byte[3], "{}");

        // when
        var swept = store.sweep(GROUP, SnapshotId.earliest(NOW));

        // then
        assertThat(swept).containsExactly(old);
        assertThatThrownBy(() -> store.open(GROUP, old).close()).isInstanceOf(IOException.class);
        store.open(GROUP, fresh).close();
        store.open(GROUP, finished).close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "../x",
                "20260302",
                "20260302T030000000Z-0000000G",
                "a/b",
                "20260302T030000000Z-00000000/.."
            })
    void shouldRefuseWhatIsNoId(String id) {
        assertThatThrownBy(() -> store.begin(GROUP, id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.manifest(GROUP, id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.open(GROUP, id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.snapshots("../" + id)).isInstanceOf(IllegalArgumentException.class);
    }

    private void write(String id, byte[] body, String manifest) throws IOException {
        try (SnapshotUpload upload = store.begin(GROUP, id)) {
            int half = body.length / 2;
            upload.write(body, 0, half);
            upload.write(body, half, body.length - half);
            upload.finishBody();
            upload.commit(manifest.getBytes(UTF_8));
        }
    }
}
