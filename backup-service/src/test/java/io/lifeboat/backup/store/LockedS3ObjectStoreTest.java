package io.lifeboat.backup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** The contract on a bucket with Object Lock. */
class LockedS3ObjectStoreTest extends ObjectStoreContract {

    private static final Instant NOW = Instant.parse("2026-03-02T02:00:00.5Z");

    private final MutableClock clock = new MutableClock(NOW);
    private final FakeS3 server;
    private final S3Client client;

    LockedS3ObjectStoreTest() throws IOException {
        server = new FakeS3();
        server.enforceLocks(clock);
        client = FaultyS3ObjectStoreTest.client(server);
    }

    @Override
    protected ObjectStore create() {
        return new S3ObjectStore("here", () -> client, "backups", "deep", clock);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void shouldLockPacksAndManifestsFromTheFirstMomentAndNothingElse() throws IOException {
        // when
        store.create("packs/ab/x.pack", bytes(10));
        store.create("manifests/c/2026/03/x.json.zst", bytes(10));
        store.create("intents/x.json", bytes(10));

        // then
        assertThat(store.hasLocks()).isTrue();
        for (String key : new String[] {"packs/ab/x.pack", "manifests/c/2026/03/x.json.zst"}) {
            assertThat(store.lockedUntil(key)).contains(Instant.parse("2026-03-03T02:00:01Z"));
            assertThatThrownBy(() -> store.delete(key)).isInstanceOf(IOException.class);
        }
        assertThat(store.lockedUntil("intents/x.json")).isEmpty();
        store.delete("intents/x.json");

        // when
        clock.advance(Duration.ofDays(1).plusSeconds(1));

        // then
        store.delete("packs/ab/x.pack");
        assertThat(store.head("packs/ab/x.pack")).isEmpty();
    }
}
