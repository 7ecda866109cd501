package io.lifeboat.backup.standby;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.standby.StateLag.Verdict;
import io.lifeboat.backup.standby.StateLook.Compared;
import io.lifeboat.backup.standby.StateLook.CopyUnreadable;
import io.lifeboat.backup.standby.StateLook.NotTrading;
import io.lifeboat.backup.standby.StateLook.PrimaryUnreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateLagTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:15:00Z");
    private static final Duration RPO = Duration.ofMinutes(5);
    private static final StateLook EQUAL = new Compared(List.of());

    private StateKnown known = StateKnown.NOTHING;

    @Test
    void shouldBeZeroWhileTheyAreEqual() {
        // when
        Verdict first = look(0, EQUAL);
        Verdict second = look(5, EQUAL);

        // then
        assertThat(first.lag()).isEqualTo(Duration.ZERO);
        assertThat(first.tell()).isTrue();
        assertThat(second.lag()).isEqualTo(Duration.ZERO);
        assertThat(second.tell()).isFalse();
    }

    @Test
    void shouldCountFromTheFilesOwnTimeBetweenTwoLooks() {
        // given
        look(0, EQUAL);

        // then
        assertThat(look(10, differs("a", at(7), "old")).lag()).isEqualTo(Duration.ofSeconds(3));
        assertThat(look(70, differs("a", at(7), "old")).lag()).isEqualTo(Duration.ofSeconds(63));
        assertThat(look(75, EQUAL).lag()).isEqualTo(Duration.ZERO);
    }

    @Test
    void shouldCountTheOldestOfAllThatTheCopyDoesNotHave() {
        // given
        look(0, EQUAL);

        // when: missing there, different there, and only there
        look(10, new Compared(List.of(difference("missing", at(2), null))));
        Verdict verdict = look(
                20,
                new Compared(List.of(
                        difference("missing", at(2), null),
                        difference("different", at(19), "old"),
                        new Difference("extra", null, "kept", null, false))));

        // then
        assertThat(verdict.lag()).isEqualTo(Duration.ofSeconds(18));
        assertThat(verdict.files()).isEqualTo(3);
        assertThat(known.differing().get("extra")).isEqualTo(new StateKnown.Since(at(20), "kept"));
    }

    @Test
    void shouldCountAFileThatIsOnlyThereFromWhenItWasSeen() {
        // given
        look(0, EQUAL);
        StateLook extra = new Compared(List.of(new Difference("extra", null, "kept", null, false)));

        // then
        assertThat(look(10, extra).lag()).isEqualTo(Duration.ZERO);
        assertThat(look(160, extra).percent()).isEqualTo(50);
    }

    @Test
    void shouldNotBeMisledByAClockThatIsWrong() {
        // given
        look(0, EQUAL);

        // then: an hour behind, it is no older than the last look; an hour ahead, it is no younger than now
        assertThat(look(10, differs("behind", at(-3600), "old")).lag()).isEqualTo(Duration.ofSeconds(10));
        look(15, EQUAL);
        assertThat(look(20, differs("ahead", at(3600), "old")).lag()).isEqualTo(Duration.ZERO);
        assertThat(look(50, differs("ahead", at(3600), "old")).lag()).isEqualTo(Duration.ofSeconds(30));

        // and: the watch's own goes back
        assertThat(look(-100, differs("ahead", at(3600), "old")).lag()).isEqualTo(Duration.ZERO);
    }

    @Test
    void shouldCountACopyThatWasNeverEqualFromTheFirstLook() {
        assertThat(look(0, differs("a", at(-86_400), null)).lag()).isEqualTo(Duration.ZERO);
        assertThat(look(300, differs("a", at(-86_400), null)).percent()).isEqualTo(100);
    }

    @Test
    void shouldTakeAFileThatChangesAllTheTimeForWellWhileItsCopyIsRenewed() {
        // given
        look(0, EQUAL);

        // then: each look finds another version on both, the copy's a second older
        for (int second = 5; second < 600; second += 5) {
            Verdict verdict = look(
                    second,
                    new Compared(List.of(
                            new Difference("heartbeat", at(second), "v" + second, Duration.ofSeconds(1), false))));
            assertThat(verdict.lag()).isLessThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(verdict.percent()).isZero();
        }
    }

    @Test
    void shouldNotCountAnHourWhereTheCopyDoesNotKeepTimesOrAClockIsWrong() {
        // given
        look(0, differs("heartbeat", at(-3600), "v0"));

        // when
        look(5, differs("heartbeat", at(-3595), "v5"));
        Verdict verdict = look(10, differs("heartbeat", at(-3590), "v10"));

        // then: no more than the time between two looks
        assertThat(verdict.lag()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void shouldSeeACopyThatIsRenewedAndStaysBehind() {
        // given
        look(0, differs("heartbeat", at(0), "v0"));
        Verdict verdict = look(0, EQUAL);

        // when: its copies are older and older
        for (int second = 10; second <= 400; second += 10) {
            verdict = look(
                    second,
                    new Compared(List.of(new Difference(
                            "heartbeat", at(second), "v" + second, Duration.ofSeconds(second - second / 10), false))));
        }

        // then
        assertThat(verdict.percent()).isEqualTo(100);
    }

    @Test
    void shouldNotTakeAChangeWhileItIsReadForALagByItself() {
        // given
        look(0, EQUAL);
        StateLook moving = new Compared(List.of(new Difference("a", at(1), "old", null, true)));

        // then: but a copy that is never renewed is one
        assertThat(look(100, moving).lag()).isEqualTo(Duration.ZERO);
        assertThat(look(260, moving).lag()).isEqualTo(Duration.ofSeconds(160));
    }

    @Test
    void shouldCountOnWhileTheCopyCannotBeRead() {
        // given
        look(0, EQUAL);

        // when
        Verdict away = look(10, new CopyUnreadable("standby-server:/copy is missing"));
        Verdict longer = look(250, new CopyUnreadable("standby-server:/copy is missing"));
        Verdict back = look(255, EQUAL);

        // then
        assertThat(away.tell()).isTrue();
        assertThat(away.trouble()).isEqualTo("standby-server:/copy is missing");
        assertThat(away.lag()).isEqualTo(Duration.ofSeconds(10));
        assertThat(longer.lag()).isEqualTo(Duration.ofSeconds(250));
        assertThat(longer.percent()).isEqualTo(80);
        assertThat(back.lag()).isEqualTo(Duration.ZERO);
        assertThat(back.tell()).isTrue();
        assertThat(back.trouble()).isNull();
    }

    @Test
    void shouldCountFromTheOldestDifferenceWhileTheCopyCannotBeRead() {
        // given
        look(0, EQUAL);
        look(20, differs("a", at(5), "old"));

        // then
        assertThat(look(40, new CopyUnreadable("gone")).lag()).isEqualTo(Duration.ofSeconds(35));
        assertThat(look(50, differs("a", at(5), "old")).lag()).isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void shouldCountACopyThatWasNeverReadFromTheFirstLook() {
        assertThat(look(0, new CopyUnreadable("gone")).tell()).isTrue();
        assertThat(look(150, new CopyUnreadable("gone")).percent()).isEqualTo(50);
    }

    @Test
    void shouldSayNothingWhileThePrimaryCannotBeRead() {
        // given
        look(0, EQUAL);

        // when
        Verdict verdict = look(1000, new PrimaryUnreadable("trading-server:/state is missing"));

        // then
        assertThat(verdict.lag()).isNull();
        assertThat(verdict.tell()).isFalse();
        assertThat(known.comparedAt()).isEqualTo(at(0));
    }

    @Test
    void shouldExpectNothingOfACopyWhosePrimaryDoesNotTrade() {
        // given
        look(0, EQUAL);
        look(200, differs("a", at(0), "old"));

        // when
        Verdict promoted = look(400, new NotTrading("standby-server"));
        Verdict failedBack = look(9000, differs("a", at(0), "old"));

        // then: it begins anew
        assertThat(promoted.lag()).isNull();
        assertThat(promoted.tell()).isFalse();
        assertThat(promoted.reason()).contains("standby-server");
        assertThat(failedBack.lag()).isEqualTo(Duration.ZERO);
    }

    @Test
    void shouldTellOfEachStepOnceAndOfTheWayBack() {
        // given
        look(0, EQUAL);
        List<Integer> told = new ArrayList<>();

        // when
        IntStream.rangeClosed(1, 299).forEach(second -> tellInto(told, look(second, differs("a", at(1), "old"))));
        tellInto(told, look(301, differs("a", at(1), "old")));
        tellInto(told, look(302, EQUAL));
        tellInto(told, look(303, EQUAL));

        // then
        assertThat(told).containsExactly(50, 80, 100, 0);
    }

    @Test
    void shouldRememberTheOldestOfVeryMany() {
        // given
        look(0, EQUAL);
        look(10, differs("first", at(1), null));

        // when: a whole tree is missing
        List<Difference> all = new ArrayList<>(List.of(difference("first", at(1), null)));
        IntStream.range(0, 5000).forEach(i -> all.add(difference("file-" + i, at(15), null)));
        Verdict verdict = look(20, new Compared(all));

        // then
        assertThat(verdict.files()).isEqualTo(5001);
        assertThat(verdict.lag()).isEqualTo(Duration.ofSeconds(19));
        assertThat(known.differing()).hasSize(1000).containsKey("first");
    }

    private Verdict look(int second, StateLook look) {
        Verdict verdict = StateLag.judge(known, look, RPO, at(second));
        known = verdict.known();
        return verdict;
    }

    private static void tellInto(List<Integer> told, Verdict verdict) {
        if (verdict.tell()) {
            told.add(verdict.percent());
        }
    }

    private static Compared differs(String path, Instant changed, @Nullable String copy) {
        return new Compared(List.of(difference(path, changed, copy)));
    }

    private static Difference difference(String path, Instant changed, @Nullable String copy) {
        return new Difference(path, changed, copy, null, false);
    }

    private static Instant at(int second) {
        return NOW.plusSeconds(second);
    }
}
