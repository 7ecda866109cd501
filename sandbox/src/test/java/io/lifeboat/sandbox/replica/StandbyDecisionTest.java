package io.lifeboat.sandbox.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.sandbox.replica.Lineage.Fork;
import io.lifeboat.sandbox.replica.StandbyDecision.Follows;
import io.lifeboat.sandbox.replica.StandbyDecision.Rebuild;
import io.lifeboat.sandbox.replica.StandbyDecision.Refuse;
import io.lifeboat.sandbox.replica.StandbyDecision.Silent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StandbyDecisionTest {

    /** Restored: the first history ended at 500, and it writes the second. */
    private static final Lineage RESTORED = writes(2, 900, new Fork(1, 500));

    static Stream<Arguments> standbys() {
        return Stream.of(
                follows(RESTORED, streams(2, 900), Follows.class, "it follows the primary on timeline 2 at 0/384"),
                follows(RESTORED, streams(1, 500), Rebuild.class, "it does not follow"),
                // It asks for WAL of the new history, and has none of it.
                follows(RESTORED, streams(2, 500), Rebuild.class, "it does not follow"),
                follows(RESTORED, waits(1, 400), Rebuild.class, "timeline 1 at 0/190"),
                follows(RESTORED, waits(1, 600), Rebuild.class, "100 bytes of WAL more than"),
                follows(RESTORED, waits(2, 900), Rebuild.class, "it does not follow"),
                // Promoted: the primary has to come from all that it has.
                follows(RESTORED, writes(1, 500), Rebuild.class, "the primary has all that it has"),
                follows(RESTORED, writes(1, 501), Refuse.class, "may have what the primary has not"),
                follows(RESTORED, writes(2, 700, new Fork(1, 450)), Refuse.class, "may have"),
                follows(RESTORED, writes(2, 700, new Fork(1, 500)), Refuse.class, "may have"),
                follows(RESTORED, writes(3, 100, new Fork(1, 500), new Fork(2, 950)), Refuse.class, "may have"),
                follows(
                        writes(3, 9999, new Fork(1, 450), new Fork(2, 700)),
                        writes(2, 700, new Fork(1, 450)),
                        Rebuild.class,
                        "the primary has all that it has"),
                follows(
                        writes(3, 9999, new Fork(1, 450), new Fork(2, 700)),
                        writes(2, 600, new Fork(1, 500)),
                        Refuse.class,
                        "may have"),
                // However far ahead: what was written on another history is not in it.
                follows(writes(1, 9999), writes(2, 600, new Fork(1, 500)), Refuse.class, "may have"));
    }

    @ParameterizedTest
    @MethodSource("standbys")
    void shouldReplaceOnlyWhatThePrimaryHasOrWhatWasNeverWrittenTo(
            Lineage primary, Lineage standby, Class<? extends StandbyDecision> wanted, String because) {
        // when
        StandbyDecision decision = StandbyDecision.of(primary, standby);

        // then
        assertThat(decision).isInstanceOf(wanted);
        assertThat(decision.reason()).contains(because);
    }

    @Test
    void shouldLeaveAnotherClusterAlone() {
        // given
        Lineage other = new Lineage("8", true, 0, 1, 100, List.of());

        // when, then
        assertThat(StandbyDecision.of(RESTORED, other)).isInstanceOf(Refuse.class);
    }

    @ParameterizedTest
    @EnumSource(Silent.class)
    void shouldWaitForAPrimaryThatIsStillRestored(Silent standby) {
        assertThat(StandbyDecision.of(waits(1, 400), standby)).isInstanceOf(Refuse.class);
        assertThat(StandbyDecision.of(waits(1, 400), waits(1, 300))).isInstanceOf(Refuse.class);
    }

    @Test
    void shouldReplaceASilentStandbyOnlyIfItWasNeverPromoted() {
        assertThat(StandbyDecision.of(RESTORED, Silent.EMPTY)).isInstanceOf(Rebuild.class);
        assertThat(StandbyDecision.of(RESTORED, Silent.STANDBY)).isInstanceOf(Rebuild.class);
        assertThat(StandbyDecision.of(RESTORED, Silent.PROMOTED)).isInstanceOf(Refuse.class);
    }

    @Test
    void shouldReadAHistoryFile() {
        // given
        String file = "# a comment\n\n1\t0/1F4\tno recovery target specified\n2\t1/0\tno recovery target specified\n";

        // when, then
        assertThat(Lineage.forks(file)).containsExactly(new Fork(1, 500), new Fork(2, 1L << 32));
        assertThat(Lineage.forks("")).isEmpty();
    }

    private static Arguments follows(
            Lineage primary, Lineage standby, Class<? extends StandbyDecision> wanted, String because) {
        return Arguments.of(primary, standby, wanted, because);
    }

    private static Lineage writes(long timeline, long position, Fork... forks) {
        return new Lineage("7", false, 0, timeline, position, List.of(forks));
    }

    private static Lineage streams(long timeline, long position) {
        return new Lineage("7", true, 77, timeline, position, List.of());
    }

    private static Lineage waits(long timeline, long position) {
        return new Lineage("7", true, 0, timeline, position, List.of());
    }
}
