package io.lifeboat.sandbox.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.sandbox.process.Json;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private static final Instant NOW = Instant.parse("2025-04-11T12:00:00Z");

    private final Terminal terminal = new Terminal("primary");

    @BeforeEach
    void connect() throws IOException {
        terminal.connected();
        terminal.ticked(NOW);
        terminal.reported(report("0.05"));
    }

    @Test
    void shouldStartFromTheBrokersPositions() {
        // when
        ObjectNode status = terminal.status(NOW);

        // then
        assertThat(status.path("reconciled").asBoolean()).isTrue();
        assertThat(status.path("connected").asBoolean()).isTrue();
        assertThat(status.path("account").asText()).isEqualTo("primary");
        assertThat(status.path("positions").get(0).path("lots").asText()).isEqualTo("0.05");
    }

    @Test
    void shouldBeReconciledWhenTheBrokerReportsWhatWasFilled() throws IOException {
        // given
        terminal.filled(Json.read("{\"symbol\":\"EURUSD\",\"side\":\"SELL\",\"lots\":0.02}"));

        // when
        terminal.reported(report("0.030"));

        // then
        assertThat(terminal.status(NOW).path("reconciled").asBoolean()).isTrue();
    }

    @Test
    void shouldNotBeReconciledWhenTheBrokerReportsSomethingElse() throws IOException {
        // when
        terminal.reported(report("0.06"));

        // then
        assertThat(terminal.status(NOW).path("reconciled").asBoolean()).isFalse();
    }

    @Test
    void shouldBeStaleTwoSecondsAfterTheLastTick() {
        assertThat(terminal.status(NOW.plusMillis(1999)).path("fresh").asBoolean())
                .isTrue();
        assertThat(terminal.status(NOW.plusMillis(2000)).path("fresh").asBoolean())
                .isFalse();
    }

    @Test
    void shouldClaimNothingWhileDisconnected() {
        // when
        terminal.disconnected();

        // then
        ObjectNode status = terminal.status(NOW);
        assertThat(status.path("terminal").asText()).isEqualTo("running");
        assertThat(status.path("connected").asBoolean()).isFalse();
        assertThat(status.path("fresh").asBoolean()).isFalse();
        assertThat(status.path("reconciled").asBoolean()).isFalse();
    }

    private static ObjectNode report(String lots) throws IOException {
        return Json.read("{\"balance\":10000.0,\"positions\":{\"EURUSD\":" + lots + "}}");
    }
}
