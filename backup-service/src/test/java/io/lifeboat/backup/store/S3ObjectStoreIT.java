package io.lifeboat.backup.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.backup.repository.TestS3;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class S3ObjectStoreIT extends ObjectStoreContract {

    private static final AtomicInteger STORES = new AtomicInteger();
    private static final S3Client CLIENT = TestS3.client(TestS3.endpoint());

    @Override
    protected ObjectStore create() {
        return new S3ObjectStore("here", () -> CLIENT, TestS3.BUCKET, "objects-" + STORES.incrementAndGet());
    }

    @Test
    void shouldSayWhichBucketIsNotThere() {
        // given
        ObjectStore nowhere = new S3ObjectStore("offsite", () -> CLIENT, "no-such-bucket", "");

        // then
        assertThatThrownBy(() -> nowhere.create("a/b", bytes(1)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("offsite: can't write s3://no-such-bucket/a/b");
        assertThatThrownBy(() -> nowhere.get("a/b")).isInstanceOf(IOException.class);
    }
}
