package io.lifeboat.backup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.backup.store.FakeS3.Fault;
import io.lifeboat.backup.store.ObjectStore.Put;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The contract on a server that can have every fault, and each fault by itself. */
class FaultyS3ObjectStoreTest extends ObjectStoreContract {

    private final FakeS3 server;
    private final S3Client client;

    FaultyS3ObjectStoreTest() throws IOException {
        server = new FakeS3();
        client = client(server);
    }

    @Override
    protected ObjectStore create() {
        return new S3ObjectStore("here", () -> client, "backups", "deep/prefix");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void shouldTryAgainWhenTheBucketIsBusyOrSlow() throws IOException {
        // given
        server.next(Fault.BUSY, Fault.SLOW);

        // then
        assertThat(store.create("a/b", bytes(100))).isEqualTo(Put.CREATED);
    }

    @Test
    void shouldFailInWordsWhenTheBucketStaysBusy() {
        // given
        server.next(Fault.BUSY, Fault.BUSY, Fault.BUSY, Fault.BUSY, Fault.BUSY);

        // then
        assertThatThrownBy(() -> store.create("a/b", bytes(100)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("here: can't write s3://backups/deep/prefix/a/b: ");
    }

    @Test
    void shouldSayInOneLineThatThereAreNoCredentials() {
        // given
        AwsCredentialsProviderChain none = AwsCredentialsProviderChain.of(() -> {
            throw SdkClientException.create("looked in many places\nand found none");
        });

        // when, then
        try (S3Client without = S3Client.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(none)
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(server.endpoint())
                .build()) {
            assertThatThrownBy(() -> new S3ObjectStore("here", () -> without, "backups", "").get("a/b"))
                    .hasMessage("here: can't read s3://backups/a/b: there are no credentials for it: set"
                            + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile");
        }
    }

    @Test
    void shouldKnowItsOwnObjectWhenTheAnswerWasLost() throws IOException {
        // given
        server.next(Fault.ANSWER_LOST_AFTER_COMMIT);

        // then
        assertThat(store.create("a/b", bytes(100))).isEqualTo(Put.FOUND);
        assertThat(store.get("a/b").orElseThrow().bytes()).isEqualTo(bytes(100));
    }

    @Test
    void shouldKnowItsOwnReplacementWhenTheAnswerWasLost() throws IOException {
        // given
        store.create("a/b", bytes(1));
        String tag = store.get("a/b").orElseThrow().tag();
        server.next(Fault.ANSWER_LOST_AFTER_COMMIT);

        // then
        assertThat(store.replace("a/b", bytes(2), tag)).isPresent();
    }

    @Test
    void shouldNeverTakeAPartForTheWhole() throws IOException {
        // given
        store.create("a/b", bytes(100_000));
        server.next(
                Fault.TRUNCATED_BODY,
                Fault.TRUNCATED_BODY,
                Fault.TRUNCATED_BODY,
                Fault.TRUNCATED_BODY,
                Fault.TRUNCATED_BODY);

        // then
        assertThatThrownBy(() -> store.get("a/b"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("here: ");
    }

    @Test
    void shouldNotStoreWhatWasDamagedOnItsWay() throws IOException {
        // given
        server.next(Fault.WRONG_CHECKSUM);

        // when
        assertThatThrownBy(() -> store.create("a/b", bytes(100))).isInstanceOf(IOException.class);

        // then
        assertThat(store.get("a/b")).isEmpty();
    }

    @Test
    void shouldSayThatALockForbidsToDelete() throws IOException {
        // given
        store.create("a/b", bytes(100));
        server.lock();

        // when
        assertThatThrownBy(() -> store.delete("a/b"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("here: can't delete s3://backups/deep/prefix/a/b: ");

        // then
        assertThat(store.get("a/b")).isPresent();
    }

    /** Nobody can see that a LIST is short: this is why no deletion may follow from one. */
    @Test
    void shouldReadByNameWhatAnIncompleteListLeavesOut() throws IOException {
        // given
        for (int i = 0; i < 8; i++) {
            store.create("a/" + i, bytes(1));
        }
        server.next(Fault.INCOMPLETE_LIST);

        // then
        assertThat(ObjectKeys.all(store, "a/")).hasSize(5);
        assertThat(store.head("a/7")).isPresent();
    }

    static S3Client client(FakeS3 server) {
        return S3Client.builder()
                .endpointOverride(server.endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(1))
                        .socketTimeout(Duration.ofMillis(500))
                        .build())
                .build();
    }
}
