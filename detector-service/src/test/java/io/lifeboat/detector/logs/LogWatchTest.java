package io.lifeboat.detector.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.LogSource;
import io.lifeboat.detector.state.StateFile;
import io.lifeboat.detector.symptom.SymptomBoard;
import io.lifeboat.event.Evidence;
import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogWatchTest {

    private static final Instant START = Instant.parse("2025-04-11T10:00:00Z");
    private static final LogSource SOURCE = new LogSource(
            "engine-log",
            "trading-engine",
            "trading-server",
            "/engine.log",
            StandardCharsets.UTF_8,
            List.of(
                    new LogSource.Matches("errors", "connection .*(lost|failed)", 3, Duration.ofMinutes(1)),
                    new LogSource.Absent("no-trades", "order \\d+ filled", Duration.ofMinutes(10))));

    @TempDir
    Path root;

    private final MutableClock clock = new MutableClock(START);
    private final SymptomBoard board = new SymptomBoard("here");

    @Test
    void shouldCountAcrossARestartWithoutCountingTwice() throws IOException {
        // given
        try (LogWatch watch = watch()) {
            drain(watch);
            write("connection lost", "connection to broker failed");
            drain(watch);
        }
        assertThat(symptoms()).isEmpty();

        // when
        try (LogWatch watch = watch()) {
            drain(watch);
            assertThat(symptoms()).isEmpty();
            clock.advance(Duration.ofSeconds(5));
            write("connection lost again");
            drain(watch);
        }

        // then
        assertThat(symptoms()).containsExactly("errors");
        Evidence evidence = board.find("errors", "engine-log").orElseThrow();
        assertThat(evidence.since()).isEqualTo(START);
        assertThat(evidence.detail()).contains("connection lost again");
    }

    @Test
    void shouldForgetNothingWhenItIsKilledBetweenTwoSaves() throws IOException {
        // given
        LogWatch killed = watch();
        drain(killed);
        write("connection lost", "connection lost");
        drain(killed);
        write("connection lost");
        drain(killed);
        assertThat(symptoms()).containsExactly("errors");

        // when
        SymptomBoard after = new SymptomBoard("here");
        try (LogWatch watch = watch(after)) {
            drain(watch);
        }

        // then
        assertThat(after.snapshot().present()).extracting(Evidence::symptom).containsExactly("errors");
        assertThat(after.snapshot().present().getFirst().detail()).startsWith("3 lines");
        killed.close();
    }

    @Test
    void shouldEndASymptomThatEndedWhileItWasAway() throws IOException {
        // given
        try (LogWatch watch = watch()) {
            drain(watch);
            write("connection lost", "connection lost", "connection lost");
            drain(watch);
        }
        assertThat(symptoms()).containsExactly("errors");

        // when
        clock.advance(Duration.ofMinutes(2));
        try (LogWatch watch = watch()) {
            drain(watch);
        }

        // then
        assertThat(symptoms()).isEmpty();
    }

    @Test
    void shouldReadWhatIsThereBeforeItMissesSomething() throws IOException {
        // given
        try (LogWatch watch = watch()) {
            drain(watch);
            write("order 1 filled");
            drain(watch);
        }
        write("x".repeat(500_000), "order 2 filled");

        // when
        clock.advance(Duration.ofMinutes(30));
        try (LogWatch watch = watch()) {
            drain(watch);

            // then
            assertThat(symptoms()).isEmpty();
            clock.advance(Duration.ofMinutes(10));
            drain(watch);
            assertThat(symptoms()).containsExactly("no-trades");
            write("order 3 filled");
            drain(watch);
            assertThat(symptoms()).isEmpty();
        }
    }

    @Test
    void shouldSetAsideAStateThatItDoesNotUnderstand() throws IOException {
        // given
        Files.writeString(root.resolve("engine-log.json"), "{\"position\":");
        write("connection lost", "connection lost", "connection lost");

        // when
        try (LogWatch watch = watch()) {
            drain(watch);
            write("connection lost", "connection lost", "connection lost");
            drain(watch);
        }

        // then
        assertThat(symptoms()).containsExactly("errors");
        try (Stream<Path> files = Files.list(root)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("engine-log.json.corrupt-"));
        }
    }

    private LogWatch watch() throws IOException {
        return watch(board);
    }

    private LogWatch watch(SymptomBoard board) throws IOException {
        return new LogWatch(
                SOURCE,
                new Host("trading-server", "127.0.0.1", Map.of(), null, root),
                new StateFile<>(root.resolve("engine-log.json"), LogState.class, clock),
                board::apply,
                clock);
    }

    private List<String> symptoms() {
        return board.snapshot().present().stream().map(Evidence::symptom).toList();
    }

    private static void drain(LogWatch watch) throws IOException {
        boolean more = true;
        while (more) {
            more = watch.poll();
        }
    }

    private void write(String... lines) throws IOException {
        Files.write(root.resolve("engine.log"), List.of(lines), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
