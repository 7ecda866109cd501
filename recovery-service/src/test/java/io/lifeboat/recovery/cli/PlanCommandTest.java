package io.lifeboat.recovery.cli;

import static io.lifeboat.recovery.cli.FakeService.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.recovery.cli.FakeService.Ran;
import org.junit.jupiter.api.Test;

class PlanCommandTest {

    private static final String PLAN = """
            {"procedure":"p","target":"t","hash":"h","good":%s,
             "conditions":[{"good":true,"what":"mode","detail":"auto"}],
             "steps":[{"phase":"recover","step":"restart","title":"Restart","parallel":false,"does":"ssh t: r","effect":"idempotent",
                       "timeout":"5s","onFailure":"abort","when":null,
                       "checks":[{"good":%s,"what":"login to t","detail":"refused"}]}]}
            """;

    @Test
    void shouldSayByItsStatusWhetherAllIsThere() {
        try (FakeService good = new FakeService(ok(PLAN.formatted(true, true)));
                FakeService bad = new FakeService(ok(PLAN.formatted(false, false)))) {
            // when
            Ran well = good.run(new PlanCommand(), "p", "--target", "t");
            Ran missing = bad.run(new PlanCommand(), "p");

            // then
            assertThat(well.status()).isZero();
            assertThat(good.asked).containsExactly("GET /api/v1/procedures/p/plan?target=t");
            assertThat(well.out()).contains("1. restart: Restart", "ok  login to t", "all that it needs is there");
            assertThat(missing.status()).isEqualTo(1);
            assertThat(bad.asked).containsExactly("GET /api/v1/procedures/p/plan");
            assertThat(missing.out()).contains("NOT login to t: refused", "1 NOT GOOD");
        }
    }

    /** One way to do a thing: a dry run is the plan, and starts nothing. */
    @Test
    void shouldPlanAndStartNothingOnADryRun() {
        try (FakeService service = new FakeService(ok(PLAN.formatted(true, true)))) {
            // when
            Ran run = service.run(new RunCommand(), "p", "--target", "t", "--dry-run");
            Ran failback = service.run(new FailbackCommand(), "--dry-run");

            // then
            assertThat(run.status()).isZero();
            assertThat(failback.status()).isZero();
            assertThat(service.asked)
                    .containsExactly(
                            "GET /api/v1/procedures/p/plan?target=t",
                            "GET /api/v1/procedures/primary-server-failback/plan");
        }
    }

    @Test
    void shouldStartTheFailbackAsAnyOtherRun() {
        try (FakeService service = new FakeService(ok("{\"incident\":\"i\",\"run\":\"r\"}"))) {
            // when
            Ran ran = service.run(new FailbackCommand(), "--by", "Ada", "--note", "rebuilt");

            // then
            assertThat(service.asked.getFirst())
                    .startsWith("POST /api/v1/procedures/primary-server-failback/runs")
                    .contains("\"by\":\"Ada\"", "\"target\":null");
            assertThat(ran.out()).contains("lifeboat incident i --follow");
        }
    }
}
