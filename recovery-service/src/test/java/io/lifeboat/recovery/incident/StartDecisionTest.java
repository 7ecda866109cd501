package io.lifeboat.recovery.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Procedure.Budget;
import io.lifeboat.catalog.Procedure.Mode;
import io.lifeboat.recovery.incident.StartDecision.Start;
import io.lifeboat.recovery.incident.StartDecision.Withhold;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartDecisionTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void shouldStartWithinTheBudget(long started) {
        // given
        Procedure procedure = procedure(Mode.AUTO, Duration.ofHours(1));

        // then
        assertThat(StartDecision.decide("mend", procedure, started)).isEqualTo(new Start(procedure));
    }

    @ParameterizedTest
    @CsvSource({"2, PT1H, 1 h", "3, PT30M, 30 min"})
    void shouldWithholdWhenTheBudgetIsSpent(long started, Duration per, String words) {
        // when
        StartDecision decision = StartDecision.decide("mend", procedure(Mode.AUTO, per), started);

        // then
        assertThat(decision)
                .isEqualTo(new Withhold("mend", "its budget is spent: " + started + " automatic runs within " + words));
    }

    @ParameterizedTest
    @CsvSource({"OBSERVE, 'observe'", "SUGGEST, 'suggest'", "APPROVE, 'approve'"})
    void shouldWithholdWhatPeopleMustStart(Mode mode, String named) {
        // when
        StartDecision decision = StartDecision.decide("mend", procedure(mode, Duration.ofHours(1)), 0);

        // then
        assertThat(decision).isInstanceOfSatisfying(Withhold.class, withhold -> {
            assertThat(withhold.procedure()).isEqualTo("mend");
            assertThat(withhold.reason()).contains(named);
        });
    }

    @Test
    void shouldWithholdWhereThePlanHasNoProcedure() {
        assertThat(StartDecision.decide("mend", null, 0))
                .isEqualTo(new Withhold("mend", "the plan has no procedure for this yet"));
    }

    private static Procedure procedure(Mode mode, Duration per) {
        return new Procedure("mend", "trading-engine", mode, new Budget(2, per), Map.of(), "some-hash");
    }
}
