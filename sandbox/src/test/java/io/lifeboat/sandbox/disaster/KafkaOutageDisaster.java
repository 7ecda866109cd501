package io.lifeboat.sandbox.disaster;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.embedded.KafkaBroker;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.sandbox.Disaster;
import io.lifeboat.sandbox.demo.DemoReport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lifeboat's own broker is away for thirty seconds, from just before the bot breaks. */
class KafkaOutageDisaster {

    private static final int OUTAGE_SECONDS = 30;

    @RegisterExtension
    static final LifeboatExtension LIFEBOAT = new LifeboatExtension();

    @Test
    void shouldRecoverOnceTheBrokerIsBack() throws Exception {
        // given
        KafkaBroker kafka = LIFEBOAT.run().stack().servers().kafka();
        kafka.stop();
        CompletableFuture<Void> back = CompletableFuture.runAsync(
                kafka::start, CompletableFuture.delayedExecutor(OUTAGE_SECONDS, TimeUnit.SECONDS));

        // when
        DemoReport report = LIFEBOAT.play("api-service-failure", Disaster.API);
        back.join();

        // then
        assertThat(report.passed()).as("%s", report).isTrue();
        assertThat(LIFEBOAT.events(IncidentEvent.Opened.class)).hasSize(1);
        assertThat(LIFEBOAT.events(IncidentEvent.RunStarted.class)).hasSize(1);
    }
}
