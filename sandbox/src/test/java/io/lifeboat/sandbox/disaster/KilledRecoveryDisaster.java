package io.lifeboat.sandbox.disaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.catalog.CatalogLoader;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Procedure.Phase;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.Step.Effect;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.sandbox.Disaster;
import io.lifeboat.sandbox.demo.DemoReport;
import io.lifeboat.sandbox.stack.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * kill -9 of the recovery service's process at random moments of every demo, at the border of steps and inside them: the bot
 * recovers, the broker finds nothing wrong, and the hosts have done what is on the record and nothing harmful twice.
 */
@EnabledIfSystemProperty(named = "lifeboat.long", matches = "true")
class KilledRecoveryDisaster {

    private static final int KILLS = 2;
    private static final int LATEST_MILLIS = 150;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Random random = new Random();

    /** All of them, or those that {@code -Dlifeboat.disasters=API,DATABASE} names. */
    static Stream<Disaster> disasters() {
        String named = System.getProperty("lifeboat.disasters", "");
        return Stream.of(Disaster.values())
                .filter(disaster -> disaster != Disaster.PRIMARY_SERVER_HUNG)
                .filter(disaster -> named.isEmpty() || List.of(named.split(",")).contains(disaster.name()));
    }

    @ParameterizedTest
    @MethodSource("disasters")
    void shouldRecoverOnceWhereverTheServiceIsKilled(Disaster disaster) throws Exception {
        // given
        long seed = Long.getLong("lifeboat.seed", System.nanoTime());
        random.setSeed(seed);
        Procedure procedure = procedure(disaster);
        try (LifeboatExtension lifeboat = new LifeboatExtension()) {
            lifeboat.start();
            AtomicBoolean over = new AtomicBoolean();
            List<String> kills = new ArrayList<>();
            CompletableFuture<Void> killer =
                    CompletableFuture.runAsync(() -> kill(lifeboat, moments(procedure), over, kills));
            Person person = new Person(lifeboat, over);
            CompletableFuture<Void> answers =
                    CompletableFuture.runAsync(disaster == Disaster.BREACH ? () -> {} : person::answerUntilOver);

            // when
            DemoReport report = lifeboat.play(procedure.id(), disaster);
            over.set(true);
            killer.join();
            answers.join();

            // then
            String what = disaster + ", seed " + seed + ", killed " + kills + ", asked " + person.asked();
            assertThat(kills).as(what).isNotEmpty();
            assertThat(report.recoveredAt()).as("%s: %s", what, report).isNotNull();
            assertThat(report.verdict().good())
                    .as("%s: %s", what, report.verdict())
                    .isTrue();
            HostCommands ran = HostCommands.of(lifeboat.run().sandbox());
            assertThat(ran.attempts()).as("%s: each attempt once", what).doesNotHaveDuplicates();
            assertThat(recorded(lifeboat)).as("%s: intent before act", what).containsAll(ran.attempts());
            harmful(procedure)
                    .forEach(step -> assertThat(ran.times(step))
                            .as("%s: how often %s", what, step)
                            .isLessThanOrEqualTo(1 + person.repeats(step)));
            System.out.println(
                    what + ": recovered in " + report.rtoSeconds() + " s, the broker says " + report.verdict());
        }
    }

    /** Events of the run (a step has begun, a step has ended) at which the process is killed; the first is one that always comes. */
    private List<Integer> moments(Procedure procedure) {
        int events = 2
                * procedure.phases().entrySet().stream()
                        .filter(phase -> phase.getKey() != Phase.ALTERNATIVE && phase.getKey() != Phase.COMPENSATE)
                        .flatMap(phase -> phase.getValue().stream())
                        .mapToInt(group -> group.steps().size())
                        .sum();
        TreeSet<Integer> moments = new TreeSet<>(List.of(1 + random.nextInt(events / 2)));
        while (moments.size() < KILLS) {
            moments.add(1 + random.nextInt(events));
        }
        return List.copyOf(moments);
    }

    private void kill(LifeboatExtension lifeboat, List<Integer> moments, AtomicBoolean over, List<String> kills) {
        for (int moment : moments) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> over.get() || steps(lifeboat).size() >= moment);
            if (over.get()) {
                return;
            }
            int after = random.nextInt(LATEST_MILLIS);
            kills.add(after + " ms after '" + steps(lifeboat).get(moment - 1) + "'");
            CompletableFuture.runAsync(
                            () -> lifeboat.run()
                                    .stack()
                                    .service(Service.RECOVERY)
                                    .restart(),
                            CompletableFuture.delayedExecutor(after, TimeUnit.MILLISECONDS))
                    .join();
        }
    }

    /** What the run has come to, event by event; the baseline that a breach is compared with is another run. */
    private static List<String> steps(LifeboatExtension lifeboat) {
        return lifeboat.events(IncidentEvent.class).stream()
                .map(event -> switch (event) {
                    case IncidentEvent.StepStarted one -> one.step().name() + " begun";
                    case IncidentEvent.StepSucceeded one -> one.step().name() + " succeeded";
                    case IncidentEvent.StepFailed one -> one.step().name() + " failed";
                    default -> "";
                })
                .filter(step -> !step.isEmpty() && !step.startsWith("baseline-") && !step.startsWith("files-unchanged"))
                .toList();
    }

    private static List<String> recorded(LifeboatExtension lifeboat) {
        return lifeboat.events(IncidentEvent.StepStarted.class).stream()
                .map(IncidentEvent.StepStarted::step)
                .map(step -> step.run() + "/" + step.name() + "/" + step.attempt())
                .toList();
    }

    private static Stream<String> harmful(Procedure procedure) {
        return procedure.phases().values().stream()
                .flatMap(List::stream)
                .flatMap(group -> group.steps().stream())
                .filter(step -> step.effect() != Effect.IDEMPOTENT)
                .map(Step::name);
    }

    private static Procedure procedure(Disaster disaster) {
        String id = switch (disaster) {
            case API, API_CONFIG -> "api-service-failure";
            case MT5, MT5_TRANSIENT -> "mt5-connection-loss";
            case PRIMARY_SERVER, PRIMARY_SERVER_HUNG -> "primary-server-failure";
            case DATABASE -> "database-corruption";
            case BREACH -> "data-breach";
        };
        return Objects.requireNonNull(
                CatalogLoader.load(Path.of("../catalog")).procedures().get(id));
    }
}
