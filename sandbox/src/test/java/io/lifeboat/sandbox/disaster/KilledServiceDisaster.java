package io.lifeboat.sandbox.disaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.lifeboat.event.DeliveryEvent;
import io.lifeboat.event.EventCodec;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.event.PageEvent;
import io.lifeboat.sandbox.Disaster;
import io.lifeboat.sandbox.demo.DemoReport;
import io.lifeboat.sandbox.stack.LifeboatStack;
import io.lifeboat.sandbox.stack.Service;
import io.lifeboat.sandbox.stack.ServiceProcess;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** kill -9 of every service at a random moment of a recovery: it recovers all the same, and nothing happens twice. */
@EnabledIfSystemProperty(named = "lifeboat.long", matches = "true")
class KilledServiceDisaster {

    /** The budget allows two automatic runs of a procedure an hour, so four disasters for one bot. */
    private static final List<Disaster> DISASTERS =
            List.of(Disaster.API, Disaster.MT5_TRANSIENT, Disaster.API, Disaster.MT5_TRANSIENT);

    private static final int ROUNDS = 5;

    private final Random random = new Random();

    @Test
    void shouldRecoverWhicheverServiceIsKilled() throws Exception {
        long seed = Long.getLong("lifeboat.seed", System.nanoTime());
        System.out.println("seed " + seed);
        random.setSeed(seed);
        for (int round = 0; round < ROUNDS; round++) {
            try (LifeboatExtension lifeboat = new LifeboatExtension()) {
                lifeboat.start();
                killEachOnce(lifeboat);
                everyRestartIsOnTheRecord(lifeboat);
                everyPageArrives(lifeboat);
            }
        }
    }

    private void killEachOnce(LifeboatExtension lifeboat) throws Exception {
        List<Service> victims = new ArrayList<>(Arrays.asList(Service.values()));
        Collections.shuffle(victims, random);
        for (int i = 0; i < DISASTERS.size(); i++) {
            // given
            Disaster disaster = DISASTERS.get(i);
            ServiceProcess victim = lifeboat.run().stack().service(victims.get(i));
            long moment = random.nextLong(4_000);

            // when
            CompletableFuture<Void> killed = CompletableFuture.runAsync(
                    victim::restart, CompletableFuture.delayedExecutor(moment, TimeUnit.MILLISECONDS));
            DemoReport report = lifeboat.play(scenario(disaster), disaster);
            killed.join();

            // then
            String what = disaster + ", " + victims.get(i) + " killed after " + moment + " ms";
            assertThat(report.recoveredAt()).as("%s: %s", what, report).isNotNull();
            assertThat(report.verdict().good()).as(what).isTrue();
            System.out.println(what + ": recovered in " + report.rtoSeconds() + " s");
            if (disaster == Disaster.MT5_TRANSIENT) {
                lifeboat.run().sandbox().mend(disaster);
            }
            await().atMost(Duration.ofSeconds(90)).until(() -> LifeboatStack.isReady(victim));
            lifeboat.awaitNothingOpen();
        }
    }

    /** What the host has run and what Lifeboat has recorded as attempted are the same, attempt by attempt. */
    private static void everyRestartIsOnTheRecord(LifeboatExtension lifeboat) {
        Set<String> recorded = lifeboat.events(IncidentEvent.StepStarted.class).stream()
                .map(IncidentEvent.StepStarted::step)
                .filter(step -> step.name().startsWith("restart-"))
                .map(step -> step.run() + "/" + step.name() + "/" + step.attempt())
                .collect(Collectors.toSet());
        List<String> ran = lifeboat.run().sandbox().hosts().stream()
                .flatMap(host -> commands(host.resolve("/var/log/commands.jsonl")).stream())
                .filter(command -> command.path("step").asText().startsWith("restart-"))
                .map(command -> command.path("run").asText() + "/"
                        + command.path("step").asText() + "/"
                        + command.path("attempt").asText())
                .toList();
        assertThat(ran).doesNotHaveDuplicates();
        assertThat(recorded).containsAll(ran);
    }

    /** Each has a receipt, and each receipt a mail: twice only under the same Message-ID. */
    private static void everyPageArrives(LifeboatExtension lifeboat) {
        Set<UUID> pages = lifeboat.events(PageEvent.class).stream()
                .map(page -> switch (page) {
                    case PageEvent.Raised raised -> raised.page();
                    case PageEvent.Resolved resolved -> resolved.page();
                })
                .collect(Collectors.toSet());
        assertThat(pages).isNotEmpty();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(lifeboat.events(DeliveryEvent.Accepted.class).stream()
                                .map(DeliveryEvent.Accepted::page))
                        .containsAll(pages));
        assertThat(lifeboat.run().stack().servers().mail().received().stream()
                        .map(KilledServiceDisaster::messageId)
                        .distinct())
                .hasSize(pages.size());
    }

    private static String messageId(MimeMessage mail) {
        try {
            return mail.getMessageID();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> commands(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<JsonNode> commands = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                commands.add(EventCodec.JSON.readTree(line));
            }
            return commands;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String scenario(Disaster disaster) {
        return disaster == Disaster.API ? "api-service-failure" : "mt5-connection-loss";
    }
}
