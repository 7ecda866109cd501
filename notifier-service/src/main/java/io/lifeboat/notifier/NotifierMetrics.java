package io.lifeboat.notifier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** {@code lifeboat_notifier_…}: how many attempts ended how, by channel, and how long after its raising a page was accepted. */
@ApplicationScoped
public class NotifierMetrics {

    private final MeterRegistry registry;

    NotifierMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    public void accepted(String channel, Duration sinceRaised) {
        count(channel, "accepted");
        Timer.builder("lifeboat.notifier.page.accepted.after")
                .description("from the raising of a page to its acceptance by a channel")
                .tag("channel", channel)
                .register(registry)
                .record(sinceRaised.isNegative() ? Duration.ZERO : sinceRaised);
    }

    public void deferred(String channel) {
        count(channel, "deferred");
    }

    public void failed(String channel) {
        count(channel, "failed");
    }

    private void count(String channel, String outcome) {
        registry.counter("lifeboat.notifier.attempts", "channel", channel, "outcome", outcome)
                .increment();
    }
}
