package io.lifeboat.backup.repository;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class S3StoreIT extends SnapshotStoreContract {

    private static final AtomicInteger STORES = new AtomicInteger();
    private static final S3Client CLIENT = TestS3.client(TestS3.endpoint());

    @Override
    protected SnapshotStore create() {
        return new S3Store("here", () -> CLIENT, TestS3.BUCKET, "store-" + STORES.incrementAndGet());
    }

    @Test
    void shouldSayWhichBucketIsNotThere() {
        assertThatThrownBy(() -> new S3Store("offsite", () -> CLIENT, "no-such-bucket", "")
                        .begin("configuration", SnapshotId.create(Instant.EPOCH)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("offsite: ")
                .hasMessageContaining("s3://no-such-bucket/");
    }

    @Test
    void shouldFailInWordsWhenThereIsNoServer() {
        // given
        S3Client dead = TestS3.client(URI.create("http://127.0.0.1:1"));

        // then
        assertThatThrownBy(() -> new S3Store("offsite", () -> dead, "backups", "").snapshots("configuration"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("offsite: can't list s3://backups/configuration/");
    }
}
