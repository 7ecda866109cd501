package io.lifeboat.recovery.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.CatalogLoader;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Procedure.Phase;
import io.lifeboat.catalog.Step;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionCheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "incident.target == 'db-server'",
                "evidence.exists(e, e.symptom == 'x')",
                "steps['mend'].state == 'failed'",
                "size(evidence) > 2"
            })
    void shouldTakeWhatAlwaysHasAValue(String when) {
        assertThat(ExpressionCheck.problems(List.of(procedure(when)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evidence[0].symptom == 'x'",
                "steps['nobody'].state == ''",
                "incident.",
                "incident.owner == 'x'",
                "1"
            })
    void shouldRefuseWhatMayHaveNone(String when) {
        assertThat(ExpressionCheck.problems(List.of(procedure(when))))
                .singleElement()
                .asString()
                .startsWith("procedures/some-procedure.yaml, step 'mend': ")
                .contains(when);
    }

    @Test
    void shouldFindTheShippedProceduresGood() {
        assertThat(ExpressionCheck.problems(
                        CatalogLoader.load(Path.of("../catalog")).procedures().values()))
                .isEmpty();
    }

    private static Procedure procedure(String when) {
        Step step = Plan.step("mend", Plan.ABORT);
        return Plan.plan()
                .in(
                        Phase.RECOVER,
                        new Step(
                                step.name(),
                                step.title(),
                                step.action(),
                                step.effect(),
                                step.timeout(),
                                step.retry(),
                                step.onFailure(),
                                step.verify(),
                                when))
                .procedure();
    }
}
