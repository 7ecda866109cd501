package io.lifeboat.recovery.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.event.Evidence;
import io.lifeboat.recovery.procedure.Expression.BadExpressionException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    private static final Instant T0 = Instant.parse("2026-03-02T03:00:00Z");

    private final Facts facts = Facts.of(
            Plan.plan()
                    .in(
                            io.lifeboat.catalog.Procedure.Phase.RECOVER,
                            Plan.step("find-backup", Plan.ABORT),
                            Plan.step("later", Plan.ABORT))
                    .procedure(),
            Map.of("id", "1", "scenario", "database-corruption", "component", "database", "target", "db-server"),
            List.of(new Evidence("page-broken", "amcheck", "here", T0, "block 7")),
            List.of(new Attempt(
                    "find-backup", 1, 1, AttemptState.SUCCEEDED, T0, T0, "found", null, "20260302T0300Z-1a", null)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            incident.target == 'db-server'                              | true
            incident.scenario == 'data-breach'                          | false
            evidence.exists(e, e.symptom == 'page-broken')              | true
            evidence.exists(e, e.symptom == 'page-broken' && e.vantage == 'there') | false
            steps['find-backup'].state == 'succeeded'                   | true
            steps['find-backup'].value.startsWith('2026')               | true
            steps['later'].state == ''                                  | true
            steps['later'].value in ['', 'x']                           | true
            """)
    void shouldDecide(String expression, boolean expected) {
        assertThat(Expression.test(expression, facts)).isEqualTo(expected);
    }

    @Test
    void shouldReadTheResultOfAnEarlierStep() {
        assertThat(Expression.text("steps['find-backup'].value", facts)).isEqualTo("20260302T0300Z-1a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"steps['nobody'].value == ''", "incident.", "1 + 'a'", "unknown == 1", "while(true){}", "'text'"
            })
    void shouldSayWhichExpressionHasNoValue(String expression) {
        assertThatThrownBy(() -> Expression.test(expression, facts))
                .isInstanceOf(BadExpressionException.class)
                .hasMessageContaining(expression);
    }
}
