package io.lifeboat.recovery.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.CatalogLoader;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.SecretRef;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.action.Action;
import io.lifeboat.catalog.action.WaitAction;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Over the shipped plan: what its steps need, by itself. */
class NeedsPlannerTest {

    private static final Catalog PLAN = CatalogLoader.load(Path.of("../catalog"));

    @Test
    void shouldLookForTheHostTheScriptTheKeyAndTheGatewayOfAnActivation() {
        assertThat(needs("primary-server-failure", "activate-standby"))
                .contains(
                        new Need.Login("standby-server"),
                        new Need.Script("standby-server", "/opt/forex-trading-bot/scripts/activate_standby.sh"),
                        new Need.OrderGatewayAnswers("trading-engine"),
                        new Need.Secret(SecretRef.parse("file:/etc/lifeboat/ssh/id_ed25519")),
                        new Need.Secret(SecretRef.parse("file:/etc/lifeboat/secrets/order-gateway")),
                        new Need.Contact("system-administrator"),
                        new Need.Operators());
    }

    @Test
    void shouldLookForTheNameServersAndTheBroker() {
        assertThat(needs("primary-server-failure", "switch-dns"))
                .contains(
                        new Need.NameServers("trading.bot.example.com."),
                        new Need.Secret(SecretRef.parse("file:/etc/lifeboat/secrets/tsig")));
        assertThat(needs("primary-server-failure", "reconcile-positions"))
                .contains(new Need.BrokerReport("trading-engine"));
        assertThat(needs("primary-server-failure", "verify-by-ssh")).containsExactly(new Need.Answer("server-ssh"));
    }

    @Test
    void shouldNeedABaselineUnlessTheProcedureTakesIt() {
        assertThat(steps(procedure("data-breach"))
                        .flatMap(step -> NeedsPlanner.of(step, procedure("data-breach"), PLAN).stream()))
                .filteredOn(Need.Baseline.class::isInstance)
                .isNotEmpty();
        assertThat(steps(procedure("integrity-baseline"))
                        .flatMap(step -> NeedsPlanner.of(step, procedure("integrity-baseline"), PLAN).stream()))
                .filteredOn(Need.Baseline.class::isInstance)
                .isEmpty();
    }

    private static Procedure procedure(String id) {
        return Objects.requireNonNull(PLAN.procedures().get(id));
    }

    /** A step of a new kind that needs nothing would be called good without a look. */
    @Test
    void shouldNeedSomethingForEveryStepOfThePlanThatDoesAnything() {
        for (Procedure procedure : PLAN.procedures().values()) {
            steps(procedure)
                    .filter(step -> !(step.action() instanceof WaitAction))
                    .forEach(step -> assertThat(NeedsPlanner.of(step, procedure, PLAN))
                            .as("%s of %s", step.name(), procedure.id())
                            .isNotEmpty());
        }
    }

    @Test
    void shouldHaveWordsForEveryStepOfThePlan() {
        List<Action> actions = PLAN.procedures().values().stream()
                .flatMap(NeedsPlannerTest::steps)
                .map(Step::action)
                .toList();
        assertThat(actions)
                .extracting(StepWords::of)
                .allSatisfy(words -> assertThat(words).isNotBlank());
    }

    private static List<Need> needs(String id, String name) {
        Procedure procedure = procedure(id);
        return steps(procedure)
                .filter(step -> step.name().equals(name))
                .map(step -> NeedsPlanner.of(step, procedure, PLAN))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Step> steps(Procedure procedure) {
        return procedure.phases().values().stream().flatMap(List::stream).flatMap(group -> group.steps().stream());
    }
}
