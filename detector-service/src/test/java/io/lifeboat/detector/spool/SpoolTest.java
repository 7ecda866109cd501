package io.lifeboat.detector.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.event.Envelope;
import io.lifeboat.event.Event;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent.ScenarioCleared;
import io.lifeboat.event.FailureEvent.SymptomRecorded;
import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final Instant NOW = Instant.parse("2025-04-11T10:00:00Z");
    private static final long LIMIT = 64 * 1024 * 1024;

    @TempDir
    Path folder;

    private final MutableClock clock = new MutableClock(NOW);

    @Test
    void shouldGiveBackWhatItWasGivenInOrder() throws Exception {
        // given
        Envelope<Event> first = cleared("1");
        try (Spool spool = open()) {
            // when
            spool.append(first);
            spool.append(cleared("2"));

            // then
            Spool.Waiting oldest = next(spool);
            assertThat(EnvelopeJson.read(oldest.text())).isEqualTo(first);
            spool.acknowledge(oldest);
            assertThat(drain(spool)).containsExactly("2");
            assertThat(spool.next(Duration.ZERO)).isEmpty();
            assertThat(spool.bytes()).isZero();
        }
    }

    @Test
    void shouldKeepWhatHasNotArrivedAcrossARestart() throws Exception {
        // given
        try (Spool spool = open()) {
            for (int i = 1; i <= 5; i++) {
                spool.append(cleared("" + i));
            }
            spool.acknowledge(next(spool));
            spool.acknowledge(next(spool));
        }

        // when
        try (Spool spool = open()) {
            spool.append(cleared("6"));

            // then
            assertThat(drain(spool)).containsExactly("3", "4", "5", "6");
        }
    }

    @Test
    void shouldTolerateATailThatIsTornAtAnyByte() throws Exception {
        // given
        try (Spool spool = open()) {
            spool.append(cleared("1"));
            spool.append(cleared("2"));
        }
        Path segment = segments().getFirst();
        byte[] whole = Files.readAllBytes(segment);
        int firstLength = SpoolRecord.scan(whole).records().getFirst().length();
        for (int cut = 0; cut < whole.length; cut++) {
            Files.write(segment, Arrays.copyOf(whole, cut));

            // when
            List<String> kept;
            try (Spool spool = open()) {
                spool.append(cleared("3"));
                kept = peekAll(spool);
            }

            // then
            assertThat(kept)
                    .as("cut at " + cut)
                    .containsExactlyElementsOf(cut >= firstLength ? List.of("1", "3") : List.of("3"));
            try (Spool spool = open()) {
                assertThat(peekAll(spool)).as("after another restart").isEqualTo(kept);
            }
            Files.delete(folder.resolve("acknowledged"));
        }
    }

    @Test
    void shouldTolerateATailOfZeros() throws Exception {
        // given
        try (Spool spool = open()) {
            spool.append(cleared("1"));
        }
        Path segment = segments().getFirst();
        Files.write(segment, Arrays.copyOf(Files.readAllBytes(segment), 4096));

        // when
        try (Spool spool = open()) {
            spool.append(cleared("2"));
        }

        // then
        try (Spool spool = open()) {
            assertThat(peekAll(spool)).containsExactly("1", "2");
        }
    }

    @Test
    void shouldLoseOnlyTheEventWhoseBytesAreDamagedAndKeepTheFile() throws Exception {
        // given
        try (Spool spool = open()) {
            for (int i = 1; i <= 3; i++) {
                spool.append(cleared("" + i));
            }
        }
        Path segment = segments().getFirst();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[SpoolRecord.scan(bytes).records().get(1).offset() + 40] ^= 1;
        Files.write(segment, bytes);

        // when
        try (Spool spool = open()) {
            spool.append(cleared("4"));

            // then
            assertThat(drain(spool)).containsExactly("1", "3", "4");
        }
        assertThat(Files.readAllBytes(folder.resolve(segment.getFileName() + ".corrupt-" + NOW.toEpochMilli())))
                .isEqualTo(bytes);
    }

    @Test
    void shouldSendAgainWhenItForgotWhatHasArrived() throws Exception {
        // given
        try (Spool spool = open()) {
            spool.append(cleared("1"));
            spool.append(cleared("2"));
            spool.acknowledge(next(spool));
        }
        Files.writeString(folder.resolve("acknowledged"), "garbage");

        // when
        try (Spool spool = open()) {
            // then
            assertThat(drain(spool)).containsExactly("1", "2");
        }
    }

    @Test
    void shouldRefuseSingleSymptomsBeyondItsLimitAndNeverAScenario() throws Exception {
        // given
        try (Spool spool = Spool.open(folder, 2_000, clock)) {
            while (spool.append(recorded())) {
                assertThat(spool.bytes()).isLessThanOrEqualTo(2_000);
            }

            // when
            int before = spool.size();
            boolean scenario = spool.append(cleared("scenario"));
            boolean symptom = spool.append(recorded());

            // then
            assertThat(scenario).isTrue();
            assertThat(symptom).isFalse();
            assertThat(spool.dropped()).isEqualTo(2);
            assertThat(spool.size()).isEqualTo(before + 1);
        }
    }

    @Test
    void shouldDeleteFilesWhoseEventsHaveArrived() throws Exception {
        // given
        int events = 1_000;
        String longName = "x".repeat(3_000);
        try (Spool spool = open()) {
            for (int i = 0; i < events; i++) {
                spool.append(cleared(i + longName));
            }
            assertThat(segments()).hasSizeGreaterThan(2);

            // when
            List<String> drained = drain(spool);

            // then
            assertThat(drained)
                    .containsExactlyElementsOf(IntStream.range(0, events)
                            .mapToObj(i -> i + longName)
                            .toList());
            assertThat(segments()).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void shouldSendFromMemoryWhatTheDiskDoesNotTake() throws Exception {
        // given
        try (Spool spool = open()) {
            Files.delete(folder.resolve("acknowledged"));
            Files.delete(folder);

            // when
            spool.append(cleared("1"));

            // then
            assertThat(spool.trouble()).isPresent();
            assertThat(drain(spool)).containsExactly("1");
            Files.createDirectories(folder);
        }
    }

    private Spool open() throws IOException {
        return Spool.open(folder, LIMIT, clock);
    }

    private static Spool.Waiting next(Spool spool) throws InterruptedException {
        Optional<Spool.Waiting> next = spool.next(Duration.ZERO);
        assertThat(next).isPresent();
        return next.orElseThrow();
    }

    private static List<String> drain(Spool spool) throws InterruptedException {
        List<String> targets = new ArrayList<>();
        while (spool.size() > 0) {
            Spool.Waiting waiting = next(spool);
            targets.add(target(waiting));
            spool.acknowledge(waiting);
        }
        return targets;
    }

    /** What waits, without sending it: the number that was acknowledged is put back. */
    private List<String> peekAll(Spool spool) throws Exception {
        Path acknowledged = folder.resolve("acknowledged");
        byte[] before = Files.readAllBytes(acknowledged);
        List<String> targets = drain(spool);
        Files.write(acknowledged, before);
        return targets;
    }

    private static String target(Spool.Waiting waiting) {
        return EnvelopeJson.read(waiting.text()).event() instanceof ScenarioCleared cleared
                ? cleared.target()
                : "a symptom";
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(Segment.SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static Envelope<Event> cleared(String target) {
        return new Envelope<>(
                EventIds.unique(),
                "/lifeboat/detector-service",
                NOW,
                null,
                new ScenarioCleared("api-service-failure", "api-service", target, NOW));
    }

    private static Envelope<Event> recorded() {
        return new Envelope<>(
                EventIds.unique(),
                "/lifeboat/detector-service",
                NOW,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                new SymptomRecorded("api-service", "api-server", NOW, new Evidence("s", "log", "here", NOW, "seen")));
    }
}
