package io.lifeboat.backup.standby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateReaderTest {

    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-03-02T09:15:00Z"));

    @TempDir
    Path folder;

    private Path primary;
    private Path copy;
    private StateReader reader;

    @BeforeEach
    void trees() throws IOException {
        primary = tree("primary");
        copy = tree("copy");
        reader = reader(Clock.systemUTC(), WITHIN);
    }

    @Test
    void shouldFindACopyEqualWhateverItsTimesAndRights() throws Exception {
        // given
        Files.setLastModifiedTime(copy.resolve("positions/open.json"), LONG_AGO);

        // then
        assertThat(reader.look()).isEqualTo(new StateLook.Compared(List.of()));
    }

    @Test
    void shouldFindWhatIsMissingDifferentAndOnlyThere() throws Exception {
        // given: one of the same size and time, one of another size
        Files.writeString(copy.resolve("positions/open.json"), "[2]");
        Files.setLastModifiedTime(copy.resolve("positions/open.json"), LONG_AGO);
        Files.setLastModifiedTime(primary.resolve("positions/open.json"), LONG_AGO);
        Files.writeString(copy.resolve("heartbeat"), "longer");
        Files.delete(copy.resolve("current"));
        Files.createDirectory(copy.resolve("extra"));

        // then
        assertThat(differing()).containsExactly("current", "extra", "heartbeat", "positions/open.json");
    }

    @Test
    void shouldReadAgainWhatWasChangedSinceTheLastLook() throws Exception {
        // given: its sum is known, and its size and time stay
        Files.setLastModifiedTime(copy.resolve("heartbeat"), LONG_AGO);
        assertThat(differing()).isEmpty();

        // when
        Files.writeString(copy.resolve("heartbeat"), "9");
        Files.setLastModifiedTime(copy.resolve("heartbeat"), LONG_AGO);

        // then
        assertThat(differing()).containsExactly("heartbeat");
    }

    @Test
    void shouldSayHowMuchNewerThePrimaryIsWhereTheCopyKeepsTimes() throws Exception {
        // given
        Files.setLastModifiedTime(primary.resolve("positions/open.json"), LONG_AGO);
        Files.setLastModifiedTime(copy.resolve("positions/open.json"), LONG_AGO);
        Files.writeString(primary.resolve("heartbeat"), "2");
        Files.setLastModifiedTime(copy.resolve("heartbeat"), LONG_AGO);
        Files.setLastModifiedTime(
                primary.resolve("heartbeat"), FileTime.fromMillis(LONG_AGO.toMillis() + TimeUnit.SECONDS.toMillis(3)));

        // then
        assertThat(((StateLook.Compared) reader.look()).differences())
                .singleElement()
                .satisfies(one -> assertThat(one.gap()).isEqualTo(Duration.ofSeconds(3)));
    }

    @Test
    void shouldTellWhichOfTheTwoIsMissing() throws Exception {
        // given
        Files.move(copy, folder.resolve("elsewhere"));

        // then
        assertThat(reader.look())
                .isEqualTo(new StateLook.CopyUnreadable("standby:/copy is missing (here: " + copy + ")"));

        // when
        Files.move(primary, folder.resolve("gone"));

        // then
        assertThat(reader.look())
                .isEqualTo(new StateLook.PrimaryUnreadable("trading:/primary is missing (here: " + primary + ")"));
    }

    @Test
    void shouldGiveUpWhatHangsAndBeginNothingMeanwhile() throws Exception {
        // given: it is asked for the time while the copy is read
        HangingClock clock = new HangingClock();
        StateReader hanging = reader(clock, Duration.ofSeconds(1));
        StateLook late = new StateLook.CopyUnreadable("standby:/copy was not read within 1 s");

        // then
        assertThat(hanging.look()).isEqualTo(late);
        assertThat(hanging.look()).isEqualTo(late);
        assertThat(clock.asked).hasValue(1);

        // when
        clock.released.countDown();

        // then
        await().until(hanging::look, new StateLook.Compared(List.of())::equals);
    }

    @Test
    void shouldKnowWhatWasChangedWhileItWasRead() {
        // given
        StateFile before = new StateFile(StateFile.Type.FILE, 1, Instant.EPOCH, "a");
        StateFile after = new StateFile(StateFile.Type.FILE, 1, Instant.EPOCH.plusMillis(1), null);

        // when
        List<Difference> found = StateComparison.differences(
                Map.of("moving", before, "still", before),
                Map.of("moving", before.with("b"), "still", before.with("b")),
                Map.of("moving", after, "still", before.with(null)));

        // then
        assertThat(found).extracting(Difference::moving).containsExactly(true, false);
    }

    private List<String> differing() throws InterruptedException {
        return ((StateLook.Compared) reader.look())
                .differences().stream().map(Difference::path).toList();
    }

    private StateReader reader(Clock clock, Duration within) {
        return new StateReader(
                new StateTree("trading:/primary", primary), new StateTree("standby:/copy", copy), clock, within);
    }

    /** Tells no time until it is released, whoever interrupts that. */
    private static final class HangingClock extends Clock {

        private final CountDownLatch released = new CountDownLatch(1);
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Instant instant() {
            asked.incrementAndGet();
            boolean interrupted = false;
            while (released.getCount() > 0) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private Path tree(String name) throws IOException {
        Path root = folder.resolve(name);
        Files.createDirectories(root.resolve("positions"));
        Files.writeString(root.resolve("positions/open.json"), "[1]");
        Files.writeString(root.resolve("heartbeat"), "1");
        Files.createSymbolicLink(root.resolve("current"), Path.of("positions/open.json"));
        return root;
    }
}
