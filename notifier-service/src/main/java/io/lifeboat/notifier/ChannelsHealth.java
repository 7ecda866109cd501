package io.lifeboat.notifier;

import io.lifeboat.notifier.channel.MailServerCheck;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Always up: with the mail server away the notifier still takes pages and keeps them. The data tell. */
@Readiness
@ApplicationScoped
class ChannelsHealth implements HealthCheck {

    private final MailServerCheck mail;
    private final NotifierConfig config;

    ChannelsHealth(MailServerCheck mail, NotifierConfig config) {
        this.mail = mail;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("channels")
                .up()
                .withData("email", mail.state())
                .withData("webhook", config.webhook().url().isPresent() ? "configured" : "not configured")
                .build();
    }
}
