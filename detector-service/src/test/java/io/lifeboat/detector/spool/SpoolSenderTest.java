package io.lifeboat.detector.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.event.Envelope;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.FailureEvent.ScenarioCleared;
import io.lifeboat.messaging.EventSender;
import io.lifeboat.testing.MutableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolSenderTest {

    private static final Instant NOW = Instant.parse("2025-04-11T10:00:00Z");

    @TempDir
    Path folder;

    private final MutableClock clock = new MutableClock(NOW);
    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    private final EventSender kafka = envelope -> {
        if (away) {
            return CompletableFuture.failedFuture(new IllegalStateException("no broker"));
        }
        arrived.add(((ScenarioCleared) envelope.event()).target());
        return CompletableFuture.allOf();
    };

    @Test
    void shouldSendInOrderWhatWaitedWhileKafkaWasAway() throws Exception {
        // given
        away = true;
        try (Spool spool = Spool.open(folder, 1_000_000, clock);
                SpoolSender sender = new SpoolSender(spool, kafka, clock)) {
            sender.start();
            for (int i = 0; i < 20; i++) {
                spool.append(cleared("" + i));
            }
            await().until(() -> sender.awaySince().isPresent());
            assertThat(sender.awaySince()).contains(NOW);

            // when
            away = false;

            // then
            await().until(() -> spool.size() == 0);
            assertThat(arrived)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 20).mapToObj(i -> "" + i).toList());
            assertThat(sender.awaySince()).isEmpty();
        }
    }

    @Test
    void shouldDropWhatIsNoEventAndGoOn() throws Exception {
        // given
        try (Spool spool = Spool.open(folder, 1_000_000, clock)) {
            spool.append(cleared("1"));
        }
        byte[] strange = new SpoolRecord(2, "{\"type\":\"io.lifeboat.of-tomorrow.v9\"}").bytes();
        Path segment = folder.resolve("0000000000000000001" + Segment.SUFFIX);
        Files.write(segment, concat(Files.readAllBytes(segment), strange));
        try (Spool spool = Spool.open(folder, 1_000_000, clock);
                SpoolSender sender = new SpoolSender(spool, kafka, clock)) {
            spool.append(cleared("3"));

            // when
            sender.start();

            // then
            await().until(() -> spool.size() == 0);
            assertThat(arrived).containsExactly("1", "3");
        }
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        assertThat(new String(both, StandardCharsets.ISO_8859_1)).contains("of-tomorrow");
        return both;
    }

    private static Envelope<ScenarioCleared> cleared(String target) {
        return new Envelope<>(
                EventIds.unique(),
                "/lifeboat/detector-service",
                NOW,
                null,
                new ScenarioCleared("api-service-failure", "api-service", target, NOW));
    }
}
