package io.lifeboat.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.progress.Meter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ShownProgressTest {

    private final AtomicLong nanos = new AtomicLong();
    private final StringWriter text = new StringWriter();

    @Test
    void shouldDrawABarOnATerminalAndLeaveNoTrace() {
        // given
        ShownProgress shown = shown(true);
        shown.tick(Duration.ofMillis(200));
        assertThat(text.toString()).as("nothing has begun").isEmpty();
        shown.progress().begin("writing /restored", 100_000_000);
        shown.progress().add(25_000_000);
        nanos.set(1_000_000_000L);

        // when
        shown.tick(Duration.ofSeconds(1));

        // then
        assertThat(text.toString())
                .isEqualTo(
                        "\rwriting /restored [######..................] 25 %, 25.0 MB of 100.0 MB, 25.0 MB/s, 3 s left"
                                + "\u001b[K");
        shown.close();
        assertThat(text.toString()).endsWith("\r\u001b[K");
        text.getBuffer().setLength(0);
        shown.tick(Duration.ofSeconds(2));
        assertThat(text.toString()).as("after its end").isEmpty();
    }

    @Test
    void shouldWriteALineNowAndThenWhereThereIsNoTerminal() {
        // given
        ShownProgress shown = shown(false);
        shown.progress().begin("reading", 0);
        shown.progress().add(1_500);
        nanos.set(3_000_000_000L);

        // when: every fifth of a second for 13 s
        for (int i = 1; i <= 65; i++) {
            shown.tick(Duration.ofMillis(200L * i));
        }
        shown.close();

        // then: at 2, 7 and 12 s
        assertThat(text.toString().lines()).hasSize(3).containsOnly("reading, 1.5 kB, 500 B/s");
    }

    @Test
    void shouldSayNothingOfWhatIsSoonOver() {
        // when
        ShownProgress shown = shown(false);
        shown.progress().begin("reading", 10);
        shown.tick(Duration.ofMillis(1_900));
        shown.close();

        // then
        assertThat(text.toString()).isEmpty();
    }

    private ShownProgress shown(boolean terminal) {
        return new ShownProgress(new PrintWriter(text, true), terminal, new Meter(nanos::get));
    }
}
