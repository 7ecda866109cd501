package io.lifeboat.sandbox.disaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.event.BackupEvent;
import io.lifeboat.event.DeliveryEvent;
import io.lifeboat.event.FailureEvent;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.sandbox.Disaster;
import io.lifeboat.sandbox.SandboxHost;
import io.lifeboat.sandbox.Verdict;
import io.lifeboat.sandbox.demo.DemoReport;
import io.lifeboat.sandbox.process.HttpCall;
import io.lifeboat.sandbox.stack.Http;
import io.lifeboat.sandbox.stack.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The plan's scenario 1, and what must not become one. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PrimaryServerDisaster {

    private static final String STATE = "/opt/forex-trading-bot/state";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final LifeboatExtension LIFEBOAT = new LifeboatExtension();

    /** Nobody reaches the server any more, from two places. But its engine trades on: two engines would trade. */
    @Test
    @Order(1)
    void shouldNotFailOverWhileTheBrokerSeesTheEngine() {
        // given
        await().atMost(PATIENCE).until(PrimaryServerDisaster::stateLag, lag -> lag >= 0 && lag < 5);
        LIFEBOAT.run().sandbox().breakIt(Disaster.PRIMARY_SERVER_HUNG);

        // when
        await().atMost(PATIENCE)
                .until(() ->
                        symptoms().stream().filter("server-unreachable"::equals).count() >= 2);

        // then: longer than the scenario's own patience
        await().during(Duration.ofSeconds(8))
                .atMost(PATIENCE)
                .until(() -> LIFEBOAT.events(IncidentEvent.Opened.class).isEmpty());
        LIFEBOAT.run().sandbox().mend(Disaster.PRIMARY_SERVER_HUNG);
        assertThat(LIFEBOAT.run().sandbox().verdict().good()).isTrue();
    }

    @Test
    @Order(2)
    void shouldMoveTradingToTheStandbyWhenTheServerDies() throws Exception {
        // when
        DemoReport report = LIFEBOAT.play("primary-server-failure", Disaster.PRIMARY_SERVER);

        // then
        assertThat(report.passed()).as("%s", report).isTrue();
        assertThat(report.steps().stream()
                        .filter(step -> step.phase().equals("recover"))
                        .map(step -> step.name() + " " + step.outcome()))
                .containsSubsequence(
                        "fence-primary succeeded",
                        "switch-dns succeeded",
                        "activate-standby succeeded",
                        "reconcile-positions succeeded");
        assertThat(report.verdict().ordersBetweenFenceAndReconcile()).isZero();
        await().atMost(PATIENCE)
                .until(() -> LIFEBOAT.events(DeliveryEvent.Accepted.class).stream()
                        .map(DeliveryEvent.Accepted::role)
                        .collect(Collectors.toSet())
                        .containsAll(Set.of("trading-manager", "system-administrator")));
    }

    /** The former primary comes back, sure of itself: it starts its engine as it always does, and may not send one order. */
    @Test
    @Order(3)
    void shouldNotLetTheFormerPrimaryTradeWhenItComesBack() throws Exception {
        // given
        SandboxHost former = LIFEBOAT.run().sandbox().host("trading-server");
        long before = LIFEBOAT.run().sandbox().verdict().ordersAccepted();
        String wentOnFrom = Files.readString(copied("heartbeat"));

        // when
        LIFEBOAT.run().sandbox().mend(Disaster.PRIMARY_SERVER);
        await().atMost(PATIENCE).until(() -> state(former).equals("observing"));

        // then
        await().atMost(PATIENCE).until(() -> LIFEBOAT.run().sandbox().verdict().ordersAccepted() > before + 10);
        assertThat(state(former)).isNotEqualTo("trading");
        assertThat(copied("heartbeat")).hasContent(wentOnFrom);
        await().atMost(PATIENCE).until(PrimaryServerDisaster::stateLag, lag -> Double.isNaN(lag));
        Verdict verdict = LIFEBOAT.run().sandbox().verdict();
        assertThat(verdict.good()).as("%s", verdict).isTrue();
    }

    /** Back by a person's command, and by nothing else. */
    @Test
    @Order(4)
    void shouldSwitchBackWhenAPersonSaysSo() throws Exception {
        // given
        String service = LIFEBOAT.run().stack().service(Service.RECOVERY).url().toString();
        SandboxHost primary = LIFEBOAT.run().sandbox().host("trading-server");

        // when
        post(
                service + "/api/v1/procedures/primary-server-failback/runs",
                "{\"target\":\"trading-server\",\"by\":\"Ada\"}");
        IncidentEvent.HumanAsked asked = await().atMost(PATIENCE)
                .until(
                        () -> LIFEBOAT.events(IncidentEvent.HumanAsked.class).stream()
                                .filter(one -> one.step().name().equals("confirm-rebuilt"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        post(
                service + "/api/v1/runs/" + asked.step().run() + "/steps/confirm-rebuilt/answer",
                "{\"answer\":\"done\",\"by\":\"Ada\"}");

        // then
        await().atMost(Duration.ofSeconds(60))
                .until(() -> LIFEBOAT.events(IncidentEvent.Recovered.class).stream()
                        .anyMatch(one -> one.scenario().equals("primary-server-failback")));
        assertThat(state(primary)).isEqualTo("trading");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(copied("authority.json"))
                        .hasSameTextualContentAs(primary.resolve(STATE + "/authority.json")));
        await().atMost(PATIENCE).until(PrimaryServerDisaster::stateLag, lag -> lag >= 0 && lag < 5);
        assertThat(LIFEBOAT.events(BackupEvent.StateLagMeasured.class)).allSatisfy(told -> {
            assertThat(told.percent()).isZero();
            assertThat(told.trouble()).isNull();
        });
        Verdict verdict = LIFEBOAT.run().sandbox().verdict();
        assertThat(verdict.good()).as("%s", verdict).isTrue();
    }

    private static Path copied(String name) {
        return LIFEBOAT.run().sandbox().host("standby-server").resolve(STATE + "-of-the-primary/" + name);
    }

    /** As the backup service measures it; NaN where nothing is to be measured. */
    private static double stateLag() {
        URI metrics = LIFEBOAT.run().stack().service(Service.BACKUP).url().resolve("/q/metrics");
        return Http.get(metrics).stream()
                .flatMap(answer -> answer.body().lines())
                .filter(line -> line.startsWith("lifeboat_backup_state_lag_seconds{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static void post(String url, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + LIFEBOAT.run().layout().operatorToken())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        }
    }

    private static List<String> symptoms() {
        return LIFEBOAT.events(FailureEvent.SymptomRecorded.class).stream()
                .map(event -> event.evidence().symptom())
                .toList();
    }

    private static String state(SandboxHost host) {
        try {
            return HttpCall.get("http://127.0.0.1:" + host.port("engine") + "/health", Duration.ofSeconds(1))
                    .body()
                    .path("state")
                    .asText();
        } catch (IOException e) {
            return "away";
        }
    }
}
