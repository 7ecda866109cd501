package io.lifeboat.sandbox.disaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.event.FailureEvent;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.sandbox.SandboxHost;
import io.lifeboat.sandbox.Verdict;
import io.lifeboat.sandbox.demo.DemoReport;
import io.lifeboat.sandbox.process.HttpCall;
import io.lifeboat.sandbox.stack.Http;
import io.lifeboat.sandbox.stack.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The plan's scenario 1 as a torn network makes it: nothing has died, and everybody is sure of himself. On real parts. */
@EnabledIfSystemProperty(named = "lifeboat.long", matches = "true")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PartitionDisaster {

    private static final String PRIMARY = "trading-server";
    private static final String STANDBY = "standby-server";
    private static final String NAME = "trading.bot.example.com.";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(2);

    @RegisterExtension
    static final LabExtension LIFEBOAT = new LabExtension();

    /** First Lifeboat alone loses the server, then the standby does too. The server's way to the broker is whole all the time. */
    @Test
    @Order(1)
    void shouldNotFailOverWhileTheBrokerSeesTheEngine() throws Exception {
        // given
        LIFEBOAT.machines().loseFromLifeboat(PRIMARY);
        await().atMost(PATIENCE).until(() -> unreachableFrom().size() == 1);
        assertThat(failovers()).isEmpty();

        // when
        LIFEBOAT.machines().loseFrom(STANDBY, PRIMARY);
        await().atMost(PATIENCE).until(() -> unreachableFrom().size() == 2);

        // then: longer than the scenario's own patience
        long before = accepted().size();
        await().during(Duration.ofSeconds(8))
                .atMost(PATIENCE)
                .until(() -> failovers().isEmpty());
        assertThat(accepted().size()).isGreaterThan((int) before);
        assertThat(accepted()).allMatch(id -> id.startsWith(PRIMARY));
        assertThat(LIFEBOAT.names().addresses(NAME)).containsExactly(primary().address());
        LIFEBOAT.machines().find(PRIMARY, primary().root());
        LIFEBOAT.awaitNothingOpen();
        awaitReachable();
        verdictIsGood();
    }

    /** Its cable is pulled: it trades no more, and does not know why. */
    @Test
    @Order(2)
    void shouldMoveTradingToTheStandbyWhenTheServersCableIsPulled() throws Exception {
        // when
        Instant at = Clock.systemUTC().instant();
        LIFEBOAT.machines().cut(PRIMARY);
        DemoReport report = LIFEBOAT.follow("primary-server-failure", at);

        // then
        assertThat(report.passed()).as("%s", report).isTrue();
        assertThat(report.steps().stream().map(step -> step.name() + " " + step.outcome()))
                // Its provider sees from below that it runs, and is right.
                .contains("verify-with-provider failed")
                .containsSubsequence(
                        "fence-primary succeeded",
                        "switch-dns succeeded",
                        "activate-standby succeeded",
                        "reconcile-positions succeeded",
                        "first-trades succeeded");
        assertThat(LIFEBOAT.names().addresses(NAME))
                .containsExactly(LIFEBOAT.run().sandbox().host(STANDBY).address());
        assertThat(accepted().getLast()).startsWith(STANDBY);
        assertThat(report.verdict().ordersBetweenFenceAndReconcile()).isZero();
    }

    /** The cable is in again, but of Lifeboat the former primary hears nothing: it still believes what it has on disk. */
    @Test
    @Order(3)
    void shouldAcceptNoOrderOfTheFormerPrimaryThatIsSureOfItself() throws Exception {
        // given
        int before = accepted().size();
        long rejected = LIFEBOAT.run().sandbox().verdict().ordersRejected();

        // when
        LIFEBOAT.machines().mendButForLifeboat(PRIMARY);
        await().atMost(PATIENCE).until(() -> LIFEBOAT.run().sandbox().verdict().ordersRejected() > rejected + 10);

        // then
        assertThat(primary().resolve("/opt/forex-trading-bot/state/authority.json"))
                .content()
                .contains("\"holder\":\"" + PRIMARY + "\"", "\"epoch\":1");
        assertThat(Files.readString(primary().resolve("/var/log/forex-trading-bot/engine.log")))
                .contains("epoch 1 is fenced");
        await().atMost(PATIENCE).until(() -> accepted().size() > before + 10);
        List<String> after = accepted();
        assertThat(after.subList(before, after.size())).allMatch(id -> id.startsWith(STANDBY));
        verdictIsGood();
    }

    @Test
    @Order(4)
    void shouldOnlyObserveOnceItKnows() throws Exception {
        // when
        LIFEBOAT.machines().find(PRIMARY, primary().root());

        // then
        await().atMost(PATIENCE).until(() -> state(primary()).equals("observing"));
        int before = accepted().size();
        await().atMost(PATIENCE).until(() -> accepted().size() > before + 10);
        assertThat(state(primary())).isEqualTo("observing");
        verdictIsGood();
    }

    private static void verdictIsGood() {
        Verdict verdict = LIFEBOAT.run().sandbox().verdict();
        assertThat(verdict.good()).as("%s", verdict).isTrue();
    }

    private static List<IncidentEvent.Opened> failovers() {
        return LIFEBOAT.events(IncidentEvent.Opened.class).stream()
                .filter(opened -> opened.scenario().equals("primary-server-failure"))
                .toList();
    }

    /** From where the server was seen not to answer. */
    private static Set<String> unreachableFrom() {
        return LIFEBOAT.events(FailureEvent.SymptomRecorded.class).stream()
                .map(FailureEvent.SymptomRecorded::evidence)
                .filter(evidence -> evidence.symptom().equals("server-unreachable"))
                .map(evidence -> evidence.vantage())
                .collect(Collectors.toSet());
    }

    /** What comes next is not what is left of this. */
    private static void awaitReachable() {
        URI symptoms = LIFEBOAT.run().stack().service(Service.DETECTOR).url().resolve("/api/v1/symptoms");
        await().atMost(PATIENCE)
                .until(() -> Http.get(symptoms)
                        .filter(answer -> !answer.body().contains("server-unreachable"))
                        .isPresent());
    }

    private static List<String> accepted() throws IOException {
        List<String> ids = new ArrayList<>();
        HttpCall.get("http://" + LIFEBOAT.run().sandbox().host("broker").at("status") + "/orders", ANSWER)
                .body()
                .path("orders")
                .forEach(order -> ids.add(order.path("clientOrderId").asText()));
        return ids;
    }

    private static SandboxHost primary() {
        return LIFEBOAT.run().sandbox().host(PRIMARY);
    }

    private static String state(SandboxHost host) {
        try {
            return HttpCall.get("http://" + host.at("engine") + "/health", ANSWER)
                    .body()
                    .path("state")
                    .asText();
        } catch (IOException e) {
            return "away";
        }
    }
}
