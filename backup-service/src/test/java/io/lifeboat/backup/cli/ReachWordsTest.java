package io.lifeboat.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.wal.WalReach.Window;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReachWordsTest {

    private static final Instant ONE = Instant.parse("2026-03-02T01:00:00Z");
    private static final Instant FIVE = Instant.parse("2026-03-02T05:00:00Z");

    @Test
    void shouldSayWhichInstantsAreLostAndThatASnapshotEndsThat() {
        // given
        Window before = new Window(ONE, FIVE, "first", "second", 1, "0/D631448", "0/D631448 to 0/18000000");

        // then: nothing after the gap can be promised yet
        assertThat(ReachWords.lines(List.of(before)))
                .containsExactly(
                        "any instant from 2026-03-02T01:00:00Z (snapshot first) to 2026-03-02T05:00:00Z (WAL of timeline 1 up to 0/D631448) can be restored",
                        "no instant after 2026-03-02T05:00:00Z can be restored: the WAL from 0/D631448 to 0/18000000 is in no place. Take a snapshot");

        // and: what is in it never can
        Window alone = new Window(
                Instant.parse("2026-03-02T06:00:00Z"),
                Instant.parse("2026-03-02T06:00:00Z"),
                "third",
                "third",
                1,
                null,
                null);
        assertThat(ReachWords.lines(List.of(before, alone)))
                .containsExactly(
                        "any instant from 2026-03-02T01:00:00Z (snapshot first) to 2026-03-02T05:00:00Z (WAL of timeline 1 up to 0/D631448) can be restored",
                        "no instant after 2026-03-02T05:00:00Z and before 2026-03-02T06:00:00Z can be restored: the WAL from 0/D631448 to 0/18000000 is in no place",
                        "the instant 2026-03-02T06:00:00Z of snapshot third can be restored, and no place has WAL from there on");
    }
}
