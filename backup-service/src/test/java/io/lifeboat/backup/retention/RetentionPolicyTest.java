package io.lifeboat.backup.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.retention.Candidate.Condition;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.BackupGroup.Frequency;
import io.lifeboat.catalog.BackupGroup.Keep;
import io.lifeboat.catalog.BackupGroup.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionPolicyTest {

    private static final Instant NOW = Instant.parse("2026-06-17T12:30:00Z"); // a Wednesday
    private static final Kind FULL = new Kind("full", Frequency.DAILY, LocalTime.of(1, 0), Duration.ofDays(30));
    private static final List<Condition> CONDITIONS = List.of(Condition.WHOLE, Condition.UNREAD, Condition.DAMAGED);

    @ParameterizedTest
    @CsvSource({
        // last, hourly, daily, weekly, monthly, hourly snapshots taken, kept: a day's worth is young
        "1, 0, 0, 0, 0, 100, 24",
        "30, 0, 0, 0, 0, 100, 30",
        "0, 48, 0, 0, 0, 100, 48",
        "0, 48, 0, 0, 0, 20, 20",
        "0, 0, 3, 0, 0, 100, 25", // today's and yesterday's newest are young, the day before adds one
        "0, 0, 10, 0, 0, 2400, 32",
        "0, 0, 0, 4, 0, 2400, 27",
        "0, 0, 0, 0, 3, 2400, 26",
        "3, 48, 10, 4, 3, 2400, 58",
    })
    void shouldCountPeriods(int last, int hourly, int daily, int weekly, int monthly, int taken, int kept) {
        List<Verdict> verdicts = RetentionPolicy.decide(
                hourly(taken, NOW), rules(new Keep(last, hourly, daily, weekly, monthly)), List.of(), NOW);
        assertThat(kept(verdicts)).hasSize(kept);
    }

    @Test
    void shouldKeepThePlansDailyFullsForThirtyDays() {
        // given
        List<Candidate> all = hourly(24 * 60, NOW);

        // when
        List<Verdict> verdicts = RetentionPolicy.decide(all, rules(new Keep(3, 48, 0, 0, 0), FULL), List.of(), NOW);

        // then
        Set<Instant> days = kept(verdicts).stream()
                .filter(time -> time.isBefore(NOW.minus(Duration.ofDays(2))))
                .collect(Collectors.toSet());
        assertThat(days).hasSize(28).allMatch(time -> time.toString().contains("T01:30"));
        Verdict.Expire gone = expired(verdicts, Instant.parse("2026-05-18T01:30:00Z"));
        assertThat(gone.since()).isEqualTo("2026-06-17T01:30:00Z");
    }

    @Test
    void shouldSayWhenEachGoes() {
        // given
        List<Candidate> all = hourly(24 * 60, NOW);

        // when
        List<Verdict> verdicts = RetentionPolicy.decide(all, rules(new Keep(3, 48, 0, 0, 0), FULL), List.of(), NOW);

        // then
        Verdict.Keep full = keep(verdicts, Instant.parse("2026-05-20T01:30:00Z"));
        assertThat(full.notBefore()).isEqualTo("2026-06-19T01:30:00Z");
        assertThat(full.reasons()).extracting(Reason::text).containsExactly("'full', kept for 30 days");
        Verdict.Keep hour = keep(verdicts, Instant.parse("2026-06-16T02:30:00Z"));
        assertThat(hour.notBefore()).isEqualTo("2026-06-18T02:00:00Z");
        assertThat(keep(verdicts, NOW).notBefore()).isNull();
        assertThat(expired(verdicts, Instant.parse("2026-06-15T12:30:00Z")).since())
                .as("when the 48th newer hour had one")
                .isEqualTo("2026-06-17T12:30:00Z");
    }

    @Test
    void shouldKeepTheNewestWholeOneWhateverHasFailedSince() {
        // given: the three newest are damaged, the fourth was read
        List<Candidate> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Condition condition = i < 3 ? Condition.DAMAGED : i == 3 ? Condition.WHOLE : Condition.UNREAD;
            all.add(candidate(NOW.minus(Duration.ofDays(2L + i)), condition));
        }

        // when
        List<Verdict> verdicts = RetentionPolicy.decide(all, rules(new Keep(1, 0, 0, 0, 0)), List.of(), NOW);

        // then
        assertThat(kept(verdicts))
                .containsExactlyElementsOf(
                        all.subList(0, 4).stream().map(Candidate::takenAt).toList());
        assertThat(keep(verdicts, all.get(3).takenAt()).reasons())
                .extracting(Reason::text)
                .containsExactly("the newest that is known to be whole", "one of the last 1");
    }

    @Test
    void shouldRemoveNothingWhereNothingIsSaid() {
        assertThat(kept(RetentionPolicy.decide(hourly(5000, NOW), rules(null, FULL), List.of(), NOW)))
                .hasSize(5000);
    }

    @Test
    void shouldKeepWhatSomebodyHoldsUntilItIsOver() {
        // given
        List<Candidate> all = hourly(100, NOW);
        Candidate old = all.getLast();
        Hold one = new Hold(old.id(), "ada", "for the court", NOW, NOW.plus(Duration.ofDays(3)));
        Hold everything = new Hold(null, "incident 7", "is open", NOW, null);
        Rules rules = rules(new Keep(1, 0, 0, 0, 0));

        // then
        assertThat(keep(RetentionPolicy.decide(all, rules, List.of(one), NOW), old.takenAt())
                        .reasons())
                .containsExactly(new Reason("held by ada: for the court", one.until()));
        assertThat(kept(RetentionPolicy.decide(all, rules, List.of(everything), NOW)))
                .hasSize(100);
        Instant later = NOW.plus(Duration.ofDays(3));
        assertThat(expired(RetentionPolicy.decide(all, rules, List.of(one), later), old.takenAt())
                        .since())
                .isEqualTo(later);
    }

    /** However far a clock jumps, and whatever is taken by it. */
    @Test
    void shouldDropAtMostWhatNewOnesHaveDisplacedWhenTheClockJumps() {
        // given
        Random random = new Random(7);
        Rules rules = rules(new Keep(3, 48, 10, 4, 3), FULL);
        List<Candidate> all = hourly(24 * 60, NOW);
        for (Duration jump : List.of(Duration.ofDays(400), Duration.ofDays(40), Duration.ofDays(-40))) {
            // when
            Instant wrong = NOW.plus(jump);
            int before =
                    kept(RetentionPolicy.decide(all, rules, List.of(), NOW)).size();
            List<Candidate> with = new ArrayList<>(all);
            with.add(candidate(wrong.plusSeconds(random.nextInt(100)), Condition.WHOLE));

            // then: young ones are not young any more, and each rule has got one
            List<Verdict> after = RetentionPolicy.decide(with, rules, List.of(), wrong.plusSeconds(200));
            assertThat(kept(after)).as("%s", jump).hasSizeGreaterThan(before - 7);
        }
    }

    @Test
    void shouldNeverExpireTheNewestNorAnythingOfToday() {
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            // given
            List<Candidate> all = new ArrayList<>();
            for (int j = random.nextInt(40); j >= 0; j--) {
                all.add(candidate(
                        NOW.minus(Duration.ofMinutes(random.nextInt(200_000) - 500)),
                        CONDITIONS.get(random.nextInt(3))));
            }
            Keep keep = new Keep(random.nextInt(2), random.nextInt(3), random.nextInt(3), 0, random.nextInt(2));

            // when
            List<Verdict> verdicts = RetentionPolicy.decide(all, rules(keep), List.of(), NOW);

            // then
            assertThat(verdicts).hasSize(all.size());
            Set<Instant> kept = kept(verdicts);
            all.stream()
                    .filter(one ->
                            one.condition() == Condition.WHOLE && !one.takenAt().isAfter(NOW))
                    .map(Candidate::takenAt)
                    .max(Instant::compareTo)
                    .ifPresent(newest -> assertThat(kept).contains(newest));
            assertThat(kept)
                    .containsAll(all.stream()
                            .map(Candidate::takenAt)
                            .filter(time -> time.isAfter(NOW.minus(RetentionPolicy.YOUNG)))
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-06-17T12:00:00Z, -, -",
                "2026-06-17T12:34:00Z, 2026-06-17T13:00:00Z, -",
                "2026-06-17T13:00:00Z, -, 'the newest snapshot is of 2026-06-17T13:00:00Z: one of them is wrong'",
                "2026-06-09T12:00:00Z, -, 'the newest snapshot is of 2026-06-09T12:00:00Z, 8 days ago'",
                "2026-06-17T12:00:00Z, 2026-06-17T14:00:00Z, 'and the store''s own 2026-06-17T14:00:00Z'",
            })
    void shouldNotBelieveEveryClock(Instant newest, @Nullable Instant store, @Nullable String objection) {
        assertThat(ClockPolicy.objection(newest, NOW, store)).satisfies(found -> {
            if (objection == null) {
                assertThat(found).isEmpty();
            } else {
                assertThat(found.orElse("none")).contains(objection);
            }
        });
    }

    private static List<Candidate> hourly(int count, Instant newest) {
        return IntStream.range(0, count)
                .mapToObj(i -> candidate(newest.minus(Duration.ofHours(i)), Condition.UNREAD))
                .toList();
    }

    private static Candidate candidate(Instant time, Condition condition) {
        return new Candidate(time.toString(), time, condition);
    }

    private static Rules rules(@Nullable Keep keep, Kind... kinds) {
        return Rules.of(new BackupGroup("x", "X", null, List.of(), List.of(), List.of(kinds), null, keep));
    }

    private static Set<Instant> kept(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(Verdict.Keep.class::isInstance)
                .map(verdict -> verdict.candidate().takenAt())
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    private static Verdict.Keep keep(List<Verdict> verdicts, Instant time) {
        return (Verdict.Keep) of(verdicts, time);
    }

    private static Verdict.Expire expired(List<Verdict> verdicts, Instant time) {
        return (Verdict.Expire) of(verdicts, time);
    }

    private static Verdict of(List<Verdict> verdicts, Instant time) {
        return verdicts.stream()
                .filter(verdict -> verdict.candidate().takenAt().equals(time))
                .findFirst()
                .orElseThrow();
    }
}
