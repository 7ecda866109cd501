package io.lifeboat.notifier.channel;

import io.lifeboat.catalog.SecretRef;
import io.lifeboat.notifier.NotifierConfig;
import io.lifeboat.notifier.channel.DeliveryOutcome.Accepted;
import io.lifeboat.notifier.channel.DeliveryOutcome.Refused;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Posts a page as JSON. Redirects are not followed: a page is for the address that was configured. */
@Singleton
class WebhookChannel implements Channel {

    private static final Logger LOG = Logger.getLogger(WebhookChannel.class);

    private final WebhookSettings settings;
    private final Map<String, String> environment;
    private final HttpClient client;

    @Inject
    WebhookChannel(NotifierConfig config) {
        this(WebhookSettings.of(config), System.getenv());
    }

    WebhookChannel(WebhookSettings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = environment;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Says at once what would fail at the first page. Mail works without it, so the service starts all the same. */
    void start(@Observes StartupEvent event) {
        try {
            if (settings.secret() != null) {
                settings.secret().resolve(environment);
            }
        } catch (IOException e) {
            LOG.errorf("webhook pages can't be signed, and wait until they can: %s", unreadable(settings.secret(), e));
        }
    }

    @PreDestroy
    void close() {
        client.shutdownNow();
    }

    @Override
    public ChannelId id() {
        return ChannelId.WEBHOOK;
    }

    @Override
    public boolean configured() {
        return settings.url() != null;
    }

    @Override
    public DeliveryOutcome deliver(Message message) {
        URI url = settings.url();
        if (url == null) {
            return new Refused(false, "no webhook is configured any more (LIFEBOAT_NOTIFIER_WEBHOOK_URL)");
        }
        try {
            return post(url, message);
        } catch (IOException e) {
            return new Refused(true, "%s: %s".formatted(place(url), said(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Refused(true, "interrupted while " + place(url) + " was answering");
        }
    }

    private DeliveryOutcome post(URI url, Message message) throws IOException, InterruptedException {
        byte[] body = WebhookBody.of(message).json();
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(settings.timeout())
                .header("Content-Type", "application/json")
                .header("User-Agent", "lifeboat")
                .header("Idempotency-Key", message.id())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        SecretRef secret = settings.secret();
        if (secret != null) {
            try {
                request.header(
                        "X-Lifeboat-Signature",
                        WebhookBody.signature(body, secret.resolve(environment).strip()));
            } catch (IOException e) {
                return new Refused(true, unreadable(secret, e));
            }
        }
        HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
        // The status says it all: a body that never ends is not waited for.
        answer.body().close();
        return judge(answer.statusCode(), place(url));
    }

    static DeliveryOutcome judge(int status, String place) {
        if (status / 100 == 2) {
            return new Accepted("HTTP " + status);
        }
        boolean retryable = status / 100 == 5 || status == 408 || status == 425 || status == 429;
        return new Refused(retryable, "%s answered HTTP %d".formatted(place, status));
    }

    /** Without its path: that is often the secret of a webhook. */
    private static String place(URI url) {
        return "the webhook at " + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    private static String unreadable(@Nullable SecretRef secret, IOException e) {
        return "the webhook's secret (" + secret + ") can't be read: " + said(e);
    }

    private static String said(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : MailText.oneLine(e.getMessage());
    }
}
