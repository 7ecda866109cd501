package io.lifeboat.recovery.cli;

import static io.lifeboat.recovery.cli.FakeService.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lifeboat.recovery.cli.FakeService.Ran;
import io.lifeboat.recovery.cli.FakeService.Reply;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FollowTest {

    private static final String ID = new UUID(0, 1).toString();
    private static final String OPENED = "{\"at\":\"2026-03-02T03:00:00Z\",\"type\":\"opened\",\"event\":{}}";
    private static final String STEP =
            "{\"at\":\"2026-03-02T03:00:01Z\",\"type\":\"step-started\",\"event\":{\"step\":{\"name\":\"restart\",\"attempt\":1}}}";
    private static final String CLOSED =
            "{\"at\":\"2026-03-02T03:00:02Z\",\"type\":\"closed\",\"event\":{\"reason\":\"verified\"}}";

    /** The service is restarted in the middle, and its database comes later than itself. */
    @Test
    void shouldShowEachEntryOnceAndOutliveARestartOfTheService() {
        // given
        try (FakeService service = new FakeService(
                incident("RECOVERING", OPENED),
                new Reply(503, "{\"problem\":\"the database does not answer: try again\"}"),
                new Reply(503, "{\"problem\":\"the database does not answer: try again\"}"),
                incident("RECOVERING", OPENED + "," + STEP),
                recovered(OPENED + "," + STEP + "," + CLOSED))) {

            // when
            Ran ran = service.run(new IncidentCommand(), ID, "--follow");

            // then
            assertThat(ran.status()).isZero();
            assertThat(ran.out().lines().map(String::strip))
                    .extracting(line -> line.split("\\s+")[1])
                    .containsExactly("opened", "step-started", "closed");
            assertThat(ran.err().lines())
                    .containsExactly(
                            "(the database does not answer: try again Waiting for it.)", "(the service answers again)");
        }
    }

    @Test
    void shouldSayByItsStatusThatItWasNotRecovered() {
        // given
        try (FakeService service = new FakeService(incident("WITH_PEOPLE", OPENED), incident("CLOSED", OPENED))) {
            // then
            assertThat(service.run(new IncidentCommand(), ID, "--follow").status())
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldNotWaitForAServiceThatHasNeverAnsweredOrDoesNotKnowIt() {
        // given
        try (FakeService service = new FakeService(new Reply(404, "{\"problem\":\"there is no incident\"}"))) {
            // then
            assertThat(service.run(new IncidentCommand(), ID, "--follow").status())
                    .isEqualTo(69);
        }
        assertThat(FakeService.runAlone(new IncidentCommand(), "--url", "http://127.0.0.1:9", ID, "--follow")
                        .status())
                .isEqualTo(69);
    }

    @Test
    void shouldShowEachChangeOfAnyIncidentOnce() throws Exception {
        // given
        StringWriter out = new StringWriter();
        IncidentLines lines = new IncidentLines(new PrintWriter(out), false);
        JsonNode before = list("b:RECOVERING,a:CLOSED");

        // when
        lines.states(before, true);
        lines.states(before, true);
        lines.states(list("c:RECOVERING,b:RECOVERED,a:CLOSED"), true);
        lines.states(list("c:RECOVERING,b:CLOSED,a:CLOSED"), true);

        // then
        assertThat(out.toString().lines())
                .extracting(line -> line.substring(0, 16).strip())
                .containsExactly("b  RECOVERING", "b  RECOVERED", "c  RECOVERING", "b  CLOSED");
    }

    private static JsonNode list(String incidents) throws Exception {
        StringBuilder json = new StringBuilder("[");
        for (String one : incidents.split(",")) {
            String[] parts = one.split(":");
            json.append(json.length() > 1 ? "," : "")
                    .append("{\"id\":\"")
                    .append(parts[0])
                    .append("\",\"state\":\"")
                    .append(parts[1])
                    .append("\"}");
        }
        return JsonMapper.builder().build().readTree(json.append("]").toString());
    }

    private static Reply incident(String state, String timeline) {
        return ok("{\"state\":\"" + state + "\",\"timeline\":[" + timeline + "]}");
    }

    private static Reply recovered(String timeline) {
        return ok("{\"state\":\"CLOSED\",\"recoveredAt\":\"2026-03-02T03:00:02Z\",\"timeline\":[" + timeline + "]}");
    }
}
