package io.lifeboat.notifier.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.notifier.Pages;
import io.lifeboat.notifier.TestCatalog;
import io.lifeboat.notifier.channel.DeliveryOutcome.Accepted;
import io.lifeboat.notifier.channel.DeliveryOutcome.Refused;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailChannelTest extends ChannelContract {

    private static final Vertx VERTX = Vertx.vertx();

    private final List<FakeSmtp> servers = new ArrayList<>();

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void closeServers() throws IOException {
        for (FakeSmtp server : servers) {
            server.close();
        }
    }

    @Override
    Channel channel(Behaviour behaviour) {
        return channel(new FakeSmtp(behaviour));
    }

    @Override
    List<String> taken() {
        return servers.getLast().taken;
    }

    @Override
    void recover() {
        servers.getLast().behaviour = Behaviour.ACCEPTS;
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 450 busy, true",
        "RCPT, 550 no such user, false",
        "DATA, 452 too many, true",
        "DATA, 554 policy, false",
        "MAIL, 530 log in first, true",
        "MAIL, 421 going away, true"
    })
    void shouldTakeTheServersWordForItAtEveryStep(String verb, String reply, boolean retryable) {
        // given
        FakeSmtp server = new FakeSmtp(Behaviour.REFUSES_FOR_NOW);
        server.refuse(verb, reply);

        // when
        Refused refused = (Refused) channel(server).deliver(MESSAGE);

        // then
        assertThat(refused.retryable()).isEqualTo(retryable);
        assertThat(refused.reason()).contains("127.0.0.1:");
    }

    @Test
    void shouldNeverPutASecondHeaderIntoTheSubject() {
        // given
        Message message = new Message(
                "<id@lifeboat>",
                Pages.raised("down\r\nBcc: all@example.com\r\n\r\nHello"),
                List.of(TestCatalog.ADMINISTRATOR),
                null);

        // when
        DeliveryOutcome outcome = channel(Behaviour.ACCEPTS).deliver(message);

        // then
        assertThat(outcome).isInstanceOf(Accepted.class);
        assertThat(servers.getLast().mail)
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("bcc"));
        assertThat(servers.getLast().recipients).containsExactly("<admin@example.com>");
    }

    @Test
    void shouldKeepALineThatIsADotOnly() {
        // given
        Message message =
                new Message("<id@lifeboat>", Pages.raised("s"), List.of(TestCatalog.ADMINISTRATOR), "a\n.\nb");

        // when
        DeliveryOutcome outcome = channel(Behaviour.ACCEPTS).deliver(message);

        // then
        assertThat(outcome).isInstanceOf(Accepted.class);
        assertThat(servers.getLast().mail).contains("..", "b");
    }

    @Test
    void shouldReachTheOthersWhenOneReceiverIsRefused() {
        // given
        FakeSmtp server = new FakeSmtp(Behaviour.REFUSES_FOR_NOW);
        server.refuse("RCPT TO:<admin@example.com>", "550 no such user");
        Message message = new Message(
                "<id@lifeboat>",
                Pages.raised("s"),
                List.of(TestCatalog.ADMINISTRATOR, TestCatalog.TRADING),
                "for everybody");

        // when
        DeliveryOutcome outcome = channel(server).deliver(message);

        // then
        assertThat(outcome).isInstanceOf(Accepted.class);
        assertThat(server.recipients).containsExactly("<trading@example.com>");
        assertThat(server.taken).containsExactly("<id@lifeboat>");
    }

    @Test
    void shouldNeverMissAGreetingThatComesAtOnceAndInPieces() {
        // given: every mail on a connection of its own
        Channel channel = channel(Behaviour.ACCEPTS);
        List<DeliveryOutcome> outcomes = new java.util.concurrent.CopyOnWriteArrayList<>();

        // when
        List<Thread> threads = java.util.stream.IntStream.range(0, 200)
                .mapToObj(i -> Thread.ofVirtual().start(() -> outcomes.add(channel.deliver(MESSAGE))))
                .toList();
        threads.forEach(ChannelContract::join);

        // then
        assertThat(outcomes)
                .hasSize(200)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Accepted.class));
    }

    @Test
    void shouldWaitForAContactWhenThereIsNone() {
        assertThat(channel(Behaviour.ACCEPTS).deliver(new Message("<id>", Pages.raised("s"), List.of(), null)))
                .isEqualTo(new Refused(true, "the catalog has no contact to mail to"));
    }

    private Channel channel(FakeSmtp server) {
        try {
            server.started();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        servers.add(server);
        return new EmailChannel(
                MailClients.loopback(VERTX, server.port(), TIMEOUT, false),
                MailClients.loopback(VERTX, server.port(), TIMEOUT, true),
                "the mail server 127.0.0.1:" + server.port(),
                "lifeboat@example.com",
                TIMEOUT);
    }

    private static final class FakeSmtp extends FakeProvider {

        private final List<String> mail = new java.util.concurrent.CopyOnWriteArrayList<>();
        private final List<String> recipients = new java.util.concurrent.CopyOnWriteArrayList<>();
        private String refused = "MAIL";
        private String refusal;

        FakeSmtp(Behaviour behaviour) {
            super(behaviour);
            this.refusal = behaviour == Behaviour.REFUSES_FOR_EVER ? "550 never" : "451 later";
        }

        void refuse(String command, String reply) {
            refused = command.toUpperCase(Locale.ROOT);
            refusal = reply;
        }

        @Override
        void talk(BufferedReader in, Socket socket) throws IOException {
            say(socket, "2");
            say(socket, "20 fa");
            say(socket, "ke\r\n");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                if (behaviour != Behaviour.ACCEPTS
                        && line.toUpperCase(Locale.ROOT).startsWith(refused)) {
                    say(socket, refusal + "\r\n");
                } else if (verb.equals("DATA")) {
                    say(socket, "354 go on\r\n");
                    read(in);
                    say(socket, "250 taken\r\n");
                } else {
                    if (verb.equals("RCPT")) {
                        recipients.add(line.replaceFirst("(?i)RCPT TO:", ""));
                    }
                    say(socket, verb.equals("QUIT") ? "221 bye\r\n" : "250 ok\r\n");
                }
            }
        }

        private void read(BufferedReader in) throws IOException {
            for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
                mail.add(line);
                if (line.startsWith("Message-ID: ")) {
                    taken.add(line.substring("Message-ID: ".length()));
                }
            }
        }
    }
}
