package io.lifeboat.notifier;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The mail server itself is configured by {@code quarkus.mailer.*}. */
@ConfigMapping(prefix = "lifeboat.notifier")
public interface NotifierConfig {

    /** The sender of every mail. */
    @WithDefault("lifeboat@localhost")
    String mailFrom();

    Webhook webhook();

    /** How long one attempt may take; what takes longer is tried again. */
    @WithDefault("10s")
    Duration sendTimeout();

    /** How long after the first failed attempt the second is made; each further wait is twice as long. */
    @WithDefault("1s")
    Duration firstRetry();

    @WithDefault("60s")
    Duration longestRetry();

    /** How long a page is tried for, from its arrival. */
    @WithDefault("24h")
    Duration giveUpAfter();

    /** How many messages one channel sends at once. */
    @WithDefault("8")
    int parallel();

    /** How often retries that are due, and deliveries of a replica that died, are looked for. New pages don't wait for it. */
    @WithDefault("1s")
    Duration pollEvery();

    /** How often the mail server is greeted, for the health page. */
    @WithDefault("30s")
    Duration checkEvery();

    interface Webhook {

        /** Where pages are posted to; no webhook if it is not set. */
        Optional<URI> url();

        /** Where the key of the signature is: {@code env:NAME} or {@code file:/path}. Unsigned if it is not set. */
        Optional<String> secret();
    }
}
