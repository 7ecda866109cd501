package io.lifeboat.recovery.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutputWatchTest {

    @Test
    void shouldEndAtTheFirstLineThatMatches() {
        // given
        OutputWatch watch = new OutputWatch("connection est[a-z]+");

        // then
        assertThat(Stream.of("connecting", "", "INFO connection established, account=primary")
                        .map(watch::enough))
                .containsExactly(false, false, true);
        assertThat(watch.last()).isEqualTo("INFO connection established, account=primary");
    }

    @Test
    void shouldNeverEndACommandThatIsNotWatched() {
        // given
        OutputWatch watch = new OutputWatch(null);

        // then
        assertThat(Stream.of("a", "b").map(watch::enough)).containsExactly(false, false);
        assertThat(watch.summary("exit status 0")).isEqualTo("exit status 0: b");
    }

    @Test
    void shouldDigestEveryLine() throws NoSuchAlgorithmException {
        // given
        OutputWatch watch = new OutputWatch(null);

        // when
        Stream.of("grün", "", "x".repeat(1_000)).forEach(watch::enough);

        // then
        byte[] whole = ("grün\n\n" + "x".repeat(1_000) + "\n").getBytes(StandardCharsets.UTF_8);
        assertThat(watch.digest())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(whole)))
                .isEqualTo(watch.digest());
    }

    @Test
    void shouldKeepTheLastLineThatSaysSomethingAndCutALongOne() {
        // given
        OutputWatch watch = new OutputWatch(null);

        // when
        Stream.of("x".repeat(1_000), "   ").forEach(watch::enough);

        // then
        assertThat(watch.last()).isEqualTo("x".repeat(400) + "…");
    }

    @Test
    void shouldSaySomethingWithoutAnyOutput() {
        assertThat(new OutputWatch(null).summary("exit status 0")).isEqualTo("exit status 0");
    }
}
