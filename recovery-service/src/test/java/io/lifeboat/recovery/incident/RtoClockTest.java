package io.lifeboat.recovery.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RtoClockTest {

    private static final Instant DETECTED = Instant.parse("2026-03-02T03:00:00Z");
    private static final Duration TARGET = Duration.ofMinutes(15);

    static Stream<Arguments> moments() {
        return Stream.of(
                Arguments.of(Duration.ZERO, 0, List.of()),
                Arguments.of(Duration.ofSeconds(449).plusMillis(999), 0, List.of()),
                Arguments.of(Duration.ofSeconds(450), 0, List.of(50)),
                Arguments.of(Duration.ofSeconds(450), 50, List.of()),
                Arguments.of(Duration.ofSeconds(719), 50, List.of()),
                Arguments.of(Duration.ofSeconds(720), 50, List.of(80)),
                Arguments.of(Duration.ofSeconds(899), 80, List.of()),
                Arguments.of(Duration.ofSeconds(900), 80, List.of(100)),
                Arguments.of(Duration.ofSeconds(900), 100, List.of()),
                Arguments.of(Duration.ofDays(3), 100, List.of()),
                Arguments.of(Duration.ofDays(3), 50, List.of(80, 100)),
                Arguments.of(Duration.ofDays(3), 0, List.of(50, 80, 100)),
                // The detector's clock may be ahead of ours.
                Arguments.of(Duration.ofSeconds(-30), 0, List.of()));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void shouldWarnOfEachMarkOnceItIsReached(Duration elapsed, int warned, List<Integer> expected) {
        assertThat(RtoClock.due(DETECTED, TARGET, warned, DETECTED.plus(elapsed)))
                .isEqualTo(expected);
    }

    @Test
    void shouldBearAnObjectiveOfZero() {
        assertThat(RtoClock.due(DETECTED, Duration.ZERO, 0, DETECTED.plusMillis(1)))
                .containsExactly(50, 80, 100);
    }
}
