package io.lifeboat.notifier.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.SecretRef;
import io.lifeboat.event.EventCodec;
import io.lifeboat.notifier.FakeWebhook;
import io.lifeboat.notifier.channel.DeliveryOutcome.Accepted;
import io.lifeboat.notifier.channel.DeliveryOutcome.Refused;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookChannelTest extends ChannelContract {

    private final List<FakeHook> servers = new ArrayList<>();

    @AfterEach
    void closeServers() throws IOException {
        for (FakeHook server : servers) {
            server.close();
        }
    }

    @Override
    Channel channel(Behaviour behaviour) {
        FakeHook server = new FakeHook(behaviour);
        try {
            server.started();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        servers.add(server);
        return channel(URI.create("http://127.0.0.1:" + server.port() + "/hook/t0ken"), null);
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
        "200, true, false",
        "204, true, false",
        "301, false, false",
        "400, false, false",
        "401, false, false",
        "404, false, false",
        "410, false, false",
        "408, false, true",
        "425, false, true",
        "429, false, true",
        "500, false, true",
        "503, false, true"
    })
    void shouldJudgeByTheStatus(int status, boolean accepted, boolean retryable) {
        // given
        try (FakeWebhook hook = new FakeWebhook()) {
            hook.answer(status);

            // when
            DeliveryOutcome outcome = channel(hook.url(), null).deliver(MESSAGE);

            // then
            assertThat(hook.posts()).hasSize(1);
            switch (outcome) {
                case Accepted ok -> {
                    assertThat(accepted).isTrue();
                    assertThat(ok.receipt()).isEqualTo("HTTP " + status);
                }
                case Refused refused -> {
                    assertThat(accepted).isFalse();
                    assertThat(refused.retryable()).isEqualTo(retryable);
                    assertThat(refused.reason()).contains("HTTP " + status).doesNotContain("t0ken");
                }
            }
        }
    }

    @Test
    void shouldSignWhatItPosts() throws IOException {
        // given
        try (FakeWebhook hook = new FakeWebhook()) {
            // when
            channel(hook.url(), "env:HOOK_KEY").deliver(MESSAGE);

            // then
            FakeWebhook.Post post = hook.posts().getFirst();
            assertThat(post.header("X-lifeboat-signature"))
                    .isEqualTo(WebhookBody.signature(
                            post.body().getBytes(java.nio.charset.StandardCharsets.UTF_8), "k3y"));
            assertThat(EventCodec.JSON.readTree(post.body()).get("subject").asText())
                    .isEqualTo("API service failure");
            assertThat(post.body()).doesNotContain("k3y");
        }
    }

    @Test
    void shouldSignAsEverybodyDoes() {
        assertThat(WebhookBody.signature(
                        "The quick brown fox jumps over the lazy dog"
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                        "key"))
                .isEqualTo("sha256=f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
    }

    @Test
    void shouldNotPostUnsignedWhenTheKeyIsMissing() {
        // given
        try (FakeWebhook hook = new FakeWebhook()) {
            // when
            Refused refused = (Refused) channel(hook.url(), "env:NO_SUCH_KEY").deliver(MESSAGE);

            // then
            assertThat(refused.retryable()).isTrue();
            assertThat(refused.reason()).contains("env:NO_SUCH_KEY");
            assertThat(hook.posts()).isEmpty();
        }
    }

    @Test
    void shouldRefuseForEverWhatHasNowhereToGo() {
        // given
        Channel channel = new WebhookChannel(new WebhookSettings(null, null, TIMEOUT), Map.of());

        // then
        assertThat(channel.configured()).isFalse();
        assertThat(((Refused) channel.deliver(MESSAGE)).retryable()).isFalse();
    }

    private static Channel channel(URI url, @Nullable String secret) {
        return new WebhookChannel(
                new WebhookSettings(url, secret == null ? null : SecretRef.parse(secret), TIMEOUT),
                Map.of("HOOK_KEY", "k3y\n"));
    }

    private static final class FakeHook extends FakeProvider {

        FakeHook(Behaviour behaviour) {
            super(behaviour);
        }

        @Override
        void talk(BufferedReader in, Socket socket) throws IOException {
            String id = "";
            int length = 0;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("idempotency-key: ")) {
                    id = line.substring("idempotency-key: ".length());
                } else if (lower.startsWith("content-length: ")) {
                    length = Integer.parseInt(line.substring("content-length: ".length()));
                }
            }
            for (int i = 0; i < length; i++) {
                in.read();
            }
            if (behaviour == Behaviour.ACCEPTS) {
                taken.add(id);
            }
            String status = switch (behaviour) {
                case REFUSES_FOR_NOW -> "503 Busy";
                case REFUSES_FOR_EVER -> "400 Bad";
                case ACCEPTS, HANGS, CLOSES, IS_DOWN -> "200 OK";
            };
            say(socket, "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    }
}
