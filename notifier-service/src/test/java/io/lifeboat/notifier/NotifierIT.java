package io.lifeboat.notifier;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.lifeboat.event.DeliveryEvent;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.PageEvent;
import io.lifeboat.event.PageEvent.Severity;
import io.lifeboat.event.Topics;
import io.lifeboat.notifier.delivery.CrashableQueue;
import io.lifeboat.testing.MailResource;
import io.lifeboat.testing.StackResource;
import io.lifeboat.testing.TestStack;
import io.lifeboat.testing.TopicReader;
import io.lifeboat.testing.TopicWriter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
@QuarkusTestResource(MailResource.class)
@QuarkusTestResource(WebhookResource.class)
class NotifierIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final UUID page = EventIds.unique();
    private final UUID incident = EventIds.unique();

    @Inject
    CrashableQueue queue;

    private TopicWriter writer;
    private TopicReader receipts;

    @BeforeEach
    void open() {
        writer = new TopicWriter();
        receipts = TopicReader.of(Topics.DELIVERIES);
    }

    @AfterEach
    void close() {
        writer.close();
        receipts.close();
    }

    @Test
    void shouldMailAndPostAPageAndPublishBothReceipts() throws Exception {
        // when
        writer.send(raised("system-administrator"));

        // then
        DeliveryEvent.Accepted mailed = receipts.await(DeliveryEvent.Accepted.class, accepted -> is(accepted, "email"));
        receipts.await(DeliveryEvent.Accepted.class, accepted -> is(accepted, "webhook"));
        assertThat(mailed.attempt()).isEqualTo(1);
        assertThat(mailed.receipt()).isEqualTo("<" + page + ".email@lifeboat>");
        assertThat(mails()).singleElement().satisfies(mail -> {
            assertThat(mail.getHeader("Message-ID")).containsExactly("<" + page + ".email@lifeboat>");
            assertThat(mail.getHeader("To")).containsExactly("admin@example.com");
            assertThat(mail.getHeader("From")).containsExactly("lifeboat@example.com");
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(mail.getSubject()).startsWith("[CRITICAL] API service failure on api-server (incident ");
            assertThat((String) mail.getContent()).contains("lifeboat incident " + incident);
        });
    }

    @Test
    void shouldSignThePostAndNameThePageInIt() {
        // when
        writer.send(raised("trading-manager"));

        // then
        receipts.await(DeliveryEvent.Accepted.class, accepted -> is(accepted, "webhook"));
        assertThat(posts()).singleElement().satisfies(post -> {
            assertThat(post.header("Idempotency-key")).isEqualTo("<" + page + ".webhook@lifeboat>");
            assertThat(post.header("X-lifeboat-signature"))
                    .startsWith("sha256=")
                    .hasSize(71);
            assertThat(post.body()).contains("trading@example.com", incident.toString());
        });
    }

    @Test
    void shouldMailOnceHoweverOftenThePageIsPublished() {
        // given
        UUID event = EventIds.unique();
        PageEvent.Raised raised = raised("system-administrator");

        // when
        IntStream.range(0, 20).forEach(i -> writer.send(event, raised));
        IntStream.range(0, 5).forEach(i -> writer.send(raised));
        writer.send(resolved());

        // then: the all-clear has the same key, so all before it was taken when it is accepted
        await().atMost(PATIENCE)
                .until(() -> receipts.events(DeliveryEvent.Accepted.class).size() >= 4);
        assertThat(receipts.events(DeliveryEvent.Accepted.class)).hasSize(4);
        assertThat(posts()).hasSize(2);
        assertThat(mails())
                .extracting(mail -> header(mail, "Message-ID"))
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void shouldThreadTheMailsOfOneIncident() throws Exception {
        // when
        writer.send(raised("system-administrator"));
        writer.send(resolved());

        // then
        await().atMost(PATIENCE).until(() -> mails().size() == 2);
        assertThat(mails())
                .allSatisfy(mail -> assertThat(header(mail, "References"))
                        .isEqualTo(header(mail, "In-Reply-To"))
                        .isEqualTo("<incident." + incident + "@lifeboat>"));
        assertThat(mails().stream().map(mail -> header(mail, "Subject").split(" ")[0]))
                .containsExactlyInAnyOrder("[CRITICAL]", "[RESOLVED]");
    }

    @Test
    void shouldReachEverybodyWhenNobodyHasTheRole() throws Exception {
        // when
        writer.send(raised("no-such-role"));

        // then
        receipts.await(DeliveryEvent.Accepted.class, accepted -> is(accepted, "email"));
        assertThat(mails()).hasSize(2).allSatisfy(mail -> {
            assertThat(header(mail, "To")).contains("admin@example.com", "trading@example.com");
            assertThat((String) mail.getContent()).contains("the role 'no-such-role', which the catalog does not have");
        });
    }

    @Test
    void shouldDeliverLaterUnderTheSameIdWhenTheMailServerWasAway() {
        // given
        TestStack.mail().stop();

        // when
        writer.send(raised("system-administrator"));
        DeliveryEvent.Deferred deferred =
                receipts.await(DeliveryEvent.Deferred.class, event -> is(event, "email") && event.attempt() == 2);
        TestStack.mail().restart();

        // then
        DeliveryEvent.Accepted accepted = receipts.await(DeliveryEvent.Accepted.class, event -> is(event, "email"));
        assertThat(deferred.reason()).contains("the mail server 127.0.0.1:");
        assertThat(accepted.attempt()).isGreaterThan(2);
        assertThat(mails())
                .extracting(mail -> header(mail, "Message-ID"))
                .containsExactly("<" + page + ".email@lifeboat>");
    }

    @Test
    void shouldMailTwiceUnderOneIdWhenKilledBetweenSendingAndRecording() {
        // given
        queue.crashAtRecordOf(page);

        // when
        writer.send(raised("system-administrator"));
        await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(() -> queue.crashes() == 2);
        assertThat(receipts.events(DeliveryEvent.class)).isEmpty();
        queue.restart();

        // then
        DeliveryEvent.Accepted accepted = receipts.await(DeliveryEvent.Accepted.class, event -> is(event, "email"));
        assertThat(accepted.attempt()).isEqualTo(2);
        assertThat(mails())
                .extracting(mail -> header(mail, "Message-ID"))
                .containsExactly("<" + page + ".email@lifeboat>", "<" + page + ".email@lifeboat>");
        await().atMost(PATIENCE).until(() -> posts().size() == 2);
        assertThat(posts())
                .extracting(post -> post.header("Idempotency-key"))
                .containsOnly("<" + page + ".webhook@lifeboat>");
    }

    @Test
    void shouldDeadLetterWhatIsNoPageAndGoOn() {
        // given
        try (TopicReader dead = TopicReader.ofDeadLetters(Topics.PAGES)) {
            // when
            writer.sendRaw(Topics.PAGES.name(), incident.toString(), "no event".getBytes(StandardCharsets.UTF_8));
            writer.send(raised("system-administrator"));

            // then
            receipts.await(DeliveryEvent.Accepted.class, accepted -> is(accepted, "email"));
            await().atMost(PATIENCE).until(() -> dead.records().size() == 1);
        }
    }

    @Test
    void shouldTellOnItsHealthPageHowTheChannelsAre() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/health/ready")
                        .then()
                        .statusCode(200)
                        .body("checks.find { it.name == 'channels' }.data.email", equalTo("reachable"))
                        .body("checks.find { it.name == 'channels' }.data.webhook", equalTo("configured")));
    }

    private PageEvent.Resolved resolved() {
        return new PageEvent.Resolved(
                page,
                incident,
                "system-administrator",
                "API service failure on api-server",
                "Recovered.",
                Instant.now());
    }

    private List<FakeWebhook.Post> posts() {
        return WebhookResource.HOOK.posts().stream()
                .filter(post -> post.body().contains(page.toString()))
                .toList();
    }

    private boolean is(DeliveryEvent event, String channel) {
        return event.page().equals(page) && event.channel().equals(channel);
    }

    private PageEvent.Raised raised(String role) {
        return new PageEvent.Raised(
                page,
                incident,
                role,
                Severity.CRITICAL,
                "API service failure on api-server",
                "GET /health answers 500 since 03:00:00 UTC. Lifeboat restarts forex-api-server. Objective: 30 minutes.",
                Instant.now(),
                null);
    }

    private List<MimeMessage> mails() {
        return TestStack.mail().received().stream()
                .filter(mail -> page.toString().equals(header(mail, "X-Lifeboat-Page")))
                .toList();
    }

    private static String header(MimeMessage mail, String name) {
        try {
            return Objects.requireNonNullElse(mail.getHeader(name), new String[] {""})[0];
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
