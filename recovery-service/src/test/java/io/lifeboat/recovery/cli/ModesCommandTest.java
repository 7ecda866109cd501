package io.lifeboat.recovery.cli;

import static io.lifeboat.recovery.cli.FakeService.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.recovery.cli.FakeService.Ran;
import io.lifeboat.recovery.cli.FakeService.Reply;
import org.junit.jupiter.api.Test;

class ModesCommandTest {

    private static final String LOWERED = """
            [{"procedure":"p","target":"t","incident":"00000000-0000-0000-0000-000000000001","reason":"a run has failed","at":"2026-03-02T03:00:00Z"}]
            """;

    @Test
    void shouldSayWhatAsksFirstAndWhy() {
        try (FakeService service = new FakeService(ok(LOWERED), ok("[]"))) {
            // when
            Ran one = service.run(new ModesCommand());
            Ran none = service.run(new ModesCommand());

            // then
            assertThat(service.asked).containsExactly("GET /api/v1/modes/lowered", "GET /api/v1/modes/lowered");
            assertThat(one.out()).contains("p on t asks first since 2026-03-02T03:00:00Z: a run has failed");
            assertThat(none.out()).contains("every procedure runs in the mode that the catalog gives it");
        }
    }

    @Test
    void shouldRaiseAndCallWrongWithAReason() {
        try (FakeService service = new FakeService(ok("[]"))) {
            String url = service.url().toString();

            // when
            Ran raised = FakeService.runAlone(
                    new ModesCommand(),
                    "raise",
                    "--url",
                    url,
                    "p",
                    "--target",
                    "t",
                    "--reason",
                    "looked",
                    "--by",
                    "Ada");
            Ran wrong = FakeService.runAlone(
                    new ModesCommand(),
                    "wrong",
                    "--url",
                    url,
                    "00000000-0000-0000-0000-000000000001",
                    "--reason",
                    "wrong host");
            Ran without = FakeService.runAlone(new ModesCommand(), "raise", "--url", url, "p", "--target", "t");

            // then
            assertThat(raised.status()).isZero();
            assertThat(wrong.status()).isZero();
            assertThat(without.status()).isEqualTo(2);
            assertThat(service.asked)
                    .containsExactly(
                            "POST /api/v1/modes/lowered/p/t/raise {\"by\":\"Ada\",\"note\":\"looked\"}",
                            "POST /api/v1/modes/wrong-calls/00000000-0000-0000-0000-000000000001 {\"by\":null,\"note\":\"wrong host\"}");
        }
    }

    @Test
    void shouldSayWhatTheServiceRefuses() {
        try (FakeService service = new FakeService(new Reply(404, "{\"problem\":\"'p' is not lowered on 't'\"}"))) {
            // when
            Ran refused = FakeService.runAlone(
                    new ModesCommand(),
                    "raise",
                    "--url",
                    service.url().toString(),
                    "p",
                    "--target",
                    "t",
                    "--reason",
                    "looked");

            // then
            assertThat(refused.status()).isEqualTo(69);
            assertThat(refused.err()).contains("'p' is not lowered on 't'");
        }
    }
}
