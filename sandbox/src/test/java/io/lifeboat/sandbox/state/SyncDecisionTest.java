package io.lifeboat.sandbox.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.sandbox.state.SyncDecision.Copy;
import io.lifeboat.sandbox.state.SyncDecision.Heard;
import io.lifeboat.sandbox.state.SyncDecision.Wait;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SyncDecisionTest {

    private static final String PRIMARY = "trading-server";

    @Test
    void shouldCopyUntilItIsActivated() {
        assertThat(SyncDecision.of(0, Optional.empty(), PRIMARY)).isInstanceOf(Copy.class);
        assertThat(SyncDecision.of(0, heard(PRIMARY, 1), PRIMARY)).isInstanceOf(Copy.class);
        assertThat(SyncDecision.of(2, heard("standby-server", 2), PRIMARY)).isInstanceOf(Wait.class);
    }

    @Test
    void shouldNotCopyFromAFormerPrimaryThatHasHeardNothing() {
        assertThat(SyncDecision.of(2, heard(PRIMARY, 1), PRIMARY)).isInstanceOf(Wait.class);
        assertThat(SyncDecision.of(2, Optional.empty(), PRIMARY)).isInstanceOf(Wait.class);
    }

    @Test
    void shouldCopyAgainOnceThePrimaryTradesUnderALaterEpoch() {
        assertThat(SyncDecision.of(2, heard(PRIMARY, 3), PRIMARY)).isInstanceOf(Copy.class);
        assertThat(SyncDecision.of(2, heard(PRIMARY, 2), PRIMARY)).isInstanceOf(Wait.class);
        assertThat(SyncDecision.of(2, heard("standby-server", 3), PRIMARY)).isInstanceOf(Wait.class);
    }

    private static Optional<Heard> heard(String holder, long epoch) {
        return Optional.of(new Heard(holder, epoch));
    }
}
