package io.lifeboat.recovery.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.CatalogLoader;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.recovery.plan.PlanConditions.Now;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PlanConditionsTest {

    private static final Procedure FAILOVER = procedure("primary-server-failure");
    private static final Procedure RESTART = procedure("api-service-failure");
    private static final Procedure FAILBACK = procedure("primary-server-failback");

    @Test
    void shouldBeGoodWhenNothingHoldsItUp() {
        assertThat(PlanConditions.of(FAILOVER, new Now(OptionalLong.of(0), null, null)))
                .allMatch(Finding::good)
                .extracting(Finding::what)
                .containsExactly("mode", "budget", "automation", "trading");
    }

    @Test
    void shouldSayThatTheBudgetIsSpentOrNotKnown() {
        assertThat(bad(FAILOVER, new Now(OptionalLong.of(1), null, null)))
                .singleElement()
                .satisfies(one -> assertThat(one.detail()).startsWith("0 of 1 automatic runs within 6h are left"));
        assertThat(bad(FAILOVER, new Now(OptionalLong.empty(), null, null)))
                .extracting(Finding::detail)
                .containsExactly("the database does not answer: without it no run starts");
    }

    @Test
    void shouldNotCountABudgetAgainstWhatOnlyAPersonStarts() {
        assertThat(bad(FAILBACK, new Now(OptionalLong.of(5), null, null))).isEmpty();
    }

    @Test
    void shouldMindATradingHaltOnlyWhereTradingIsGivenBack() {
        // given
        Now halted = new Now(OptionalLong.of(0), null, "the broker said so (Ada)");

        // then
        assertThat(bad(FAILOVER, halted))
                .extracting(Finding::detail)
                .containsExactly("halted: the broker said so (Ada); lifeboat clear trading");
        assertThat(bad(RESTART, halted)).isEmpty();
        assertThat(bad(RESTART, new Now(OptionalLong.of(0), "a freeze (Ada)", null)))
                .extracting(Finding::what)
                .containsExactly("automation");
    }

    private static List<Finding> bad(Procedure procedure, Now now) {
        return PlanConditions.of(procedure, now).stream()
                .filter(finding -> !finding.good())
                .toList();
    }

    private static Procedure procedure(String id) {
        return Objects.requireNonNull(
                CatalogLoader.load(Path.of("../catalog")).procedures().get(id));
    }
}
