package io.lifeboat.notifier.channel;

import io.lifeboat.catalog.SecretRef;
import io.lifeboat.notifier.NotifierConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * @param url none if there is no webhook
 * @param secret where the signature's key is, if posts are signed
 */
record WebhookSettings(@Nullable URI url, @Nullable SecretRef secret, Duration timeout) {

    /** @throws ConfigurationException naming the setting that is wrong; never its value, because that may be the secret itself */
    static WebhookSettings of(NotifierConfig config) {
        Optional<URI> url = config.webhook().url();
        url.ifPresent(WebhookSettings::check);
        return new WebhookSettings(
                url.orElse(null),
                config.webhook().secret().map(WebhookSettings::reference).orElse(null),
                config.sendTimeout());
    }

    private static void check(URI url) {
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new ConfigurationException(
                    "LIFEBOAT_NOTIFIER_WEBHOOK_URL must be an http or https address with a host");
        }
    }

    private static SecretRef reference(String text) {
        try {
            return SecretRef.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("LIFEBOAT_NOTIFIER_WEBHOOK_SECRET: " + e.getMessage(), e);
        }
    }
}
