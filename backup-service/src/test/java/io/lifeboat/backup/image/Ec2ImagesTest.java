package io.lifeboat.backup.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.backup.image.FakeEc2.Fault;
import io.lifeboat.backup.image.ImageProvider.Found;
import io.lifeboat.backup.image.ImageProvider.State;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The contract on EC2's API, and what is EC2's own. */
class Ec2ImagesTest extends ImageProviderContract {

    private static final String KEY = "AKIACANARY";
    private static final String SECRET = "canary-secret";

    private final FakeEc2 server;
    private final Ec2Client client;
    private final Ec2Images images;

    Ec2ImagesTest() throws IOException {
        server = new FakeEc2();
        client = Ec2Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET)))
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(5))
                        .build())
                .build();
        images = new Ec2Images(client, "eu-central-1", FakeEc2.INSTANCE);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Override
    ImageProvider provider() {
        return images;
    }

    @Override
    ImageProvider ofNothing() {
        return new Ec2Images(client, "eu-central-1", "i-00000000000000000");
    }

    @Override
    String unknown() {
        return "ami-4711";
    }

    @Test
    void shouldSayHowFarItIs() throws IOException {
        assertThat(images.state(images.start(TAGS).id())).isEqualTo(new State.Pending(45));
    }

    @Test
    void shouldSayWhyItHasFailed() throws IOException {
        // given
        String id = images.start(TAGS).id();

        // when
        server.fail(id, "the volume is impaired");

        // then
        assertThat(images.state(id)).isEqualTo(new State.Failed("failed: the volume is impaired"));
    }

    @Test
    void shouldTryAgainWhenEc2IsBusy() throws IOException {
        // given
        server.next(Fault.BUSY);

        // then
        assertThat(images.start(TAGS).id()).isEqualTo("ami-1");
    }

    /** Else there would be a second image, that nobody knows of. */
    @Test
    void shouldKnowItsOwnImageWhenTheAnswerWasLost() throws IOException {
        // given
        server.next(Fault.ANSWER_LOST_AFTER_COMMIT);

        // then
        assertThat(images.start(TAGS).id()).isEqualTo("ami-1");
        assertThat(images.list("system-images")).hasSize(1);
    }

    @Test
    void shouldSayThatItsImageIsNotListedYet() throws IOException {
        // given
        String id = images.start(TAGS).id();
        server.hide(id);

        // then
        assertThatThrownBy(() -> images.start(TAGS))
                .isInstanceOf(NotListedYetException.class)
                .hasMessageContaining("lifeboat-system-images-job-1");
    }

    /** A copy that somebody has made has the tags, and is his. */
    @Test
    void shouldTakeNothingForItsOwnThatHasAnotherName() throws IOException {
        // given
        server.rename(images.start(TAGS).id(), "copied by hand");

        // then
        assertThat(images.list("system-images")).extracting(Found::id).containsExactly("snap-1");
    }

    @Test
    void shouldNoteOnAllThatItConsistsOfThatItsSnapshotIsCommitted() throws IOException {
        // given
        String id = images.start(TAGS).id();
        server.leaveSnapshots();

        // when
        images.confirm(id);
        images.delete(id);

        // then
        assertThat(images.list("system-images")).containsExactly(new Found("snap-1", TAGS, true, NOW));
    }

    /** What an operator reads of a refusal has EC2's words, and no key. */
    @Test
    void shouldNotTellItsKeys() {
        assertThatThrownBy(() -> ofNothing().start(TAGS))
                .hasMessageContaining("InvalidInstanceID.NotFound")
                .satisfies(e -> assertThat(String.valueOf(e.getCause())).doesNotContain(SECRET, KEY))
                .message()
                .doesNotContain(SECRET, KEY);
    }

    @Test
    void shouldDeleteWhatTheImageConsistsOfToo() throws IOException {
        // given
        String id = images.start(TAGS).id();
        assertThat(server.snapshots()).hasSize(1);

        // when
        images.delete(id);

        // then
        assertThat(server.snapshots()).isEmpty();
    }

    @Test
    void shouldFindAndDeleteWhatADeletionHasLeft() throws IOException {
        // given
        server.leaveSnapshots();
        images.delete(images.start(TAGS).id());

        // when
        Found left = images.list("system-images").getFirst();

        // then
        assertThat(left).isEqualTo(new Found("snap-1", TAGS, false, NOW));
        images.delete(left.id());
        images.delete(left.id());
        assertThat(images.list("system-images")).isEmpty();
    }

    @Test
    void shouldSayThatAnImageIsLockedAndNotPretendToDeleteIt() throws IOException {
        // given
        String id = images.start(TAGS).id();
        server.protect(id);

        // then
        assertThat(settled(images, id)).isEqualTo(new State.Completed("enabled-without-cooldown"));
        assertThatThrownBy(() -> images.delete(id))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("ec2 eu-central-1: can't delete ami-1: OperationNotPermitted");
    }
}
