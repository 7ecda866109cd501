package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.snapshot.BackupOutcome.Verified;
import io.lifeboat.backup.store.ChaosStore;
import io.lifeboat.backup.store.ChaosStore.Fault;
import io.lifeboat.backup.store.ChaosStore.Plan;
import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Killed, or one thing goes wrong, at every call that a take makes to its places, one after the other. */
class ChaosTest {

    private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

    @TempDir
    Path bot;

    private final MutableClock clock = new MutableClock(NOW);
    private MemoryObjectStore local = new MemoryObjectStore("local", clock);
    private MemoryObjectStore offsite = new MemoryObjectStore("offsite", clock);

    @BeforeEach
    void write() throws IOException {
        BotFiles.write(bot);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSurviveAtEveryCallOfTheFirstTake(Fault fault) throws IOException {
        int at = 1;
        while (!isOver(fault, at)) {
            at++;
        }
        assertThat(at).as("calls of a take").isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSurviveAtEveryCallOfALaterTakeThatCatchesUp(Fault fault) throws IOException {
        int at = 1;
        while (!isOverLater(fault, at)) {
            at++;
        }
        assertThat(at).as("calls of a take").isGreaterThan(20);
    }

    private boolean isOver(Fault fault, int at) throws IOException {
        empty();
        return survives(new Plan(fault, at));
    }

    /** One place has missed a snapshot, and a file has changed. */
    private boolean isOverLater(Fault fault, int at) throws IOException {
        empty();
        manager().take(BotFiles.group());
        change("second");
        BotFiles.manager(bot, clock, Duration.ofSeconds(10), local).take(BotFiles.group());
        change("third");
        return survives(new Plan(fault, at));
    }

    /** @return whether the take was over before anything went wrong */
    private boolean survives(Plan plan) throws IOException {
        // when
        BackupOutcome outcome = BotFiles.manager(
                        bot, clock, Duration.ofSeconds(10), new ChaosStore(local, plan), new ChaosStore(offsite, plan))
                .take(BotFiles.group());

        // then: what it says to be whole is, and so is everything that anybody could find
        if (outcome instanceof Taken taken) {
            assertThat(manager().verify(BotFiles.group(), taken.snapshot()))
                    .as("%s", plan)
                    .isInstanceOf(Verified.class);
        }
        if (outcome instanceof Failed failed) {
            for (MemoryObjectStore store : List.of(local, offsite)) {
                if (failed.committedIn().contains(store.name())) {
                    Snapshots.checkFiles(open(store).orElseThrow(), BotFiles.GROUP, String.valueOf(failed.snapshot()));
                }
            }
        }
        assertThatAllIsWhole(plan);

        // and: the next take is as if nothing had been
        clock.advance(Duration.ofHours(1));
        assertThat(manager().take(BotFiles.group())).as("%s", plan).isInstanceOf(Taken.class);
        assertThat(manager().verify(BotFiles.group(), null, true))
                .as("%s", plan)
                .isInstanceOf(Verified.class);
        assertThatAllIsWhole(plan);
        return plan.hasMissed();
    }

    private void assertThatAllIsWhole(Plan plan) throws IOException {
        for (MemoryObjectStore store : List.of(local, offsite)) {
            Optional<Repository> repository = open(store);
            if (repository.isPresent()) {
                for (String id : repository.get().snapshots(BotFiles.GROUP)) {
                    assertThat(Snapshots.checkFiles(repository.get(), BotFiles.GROUP, id)
                                    .fileCount())
                            .as("%s in %s after %s", id, store.name(), plan)
                            .isGreaterThanOrEqualTo(5);
                }
            }
        }
    }

    private static Optional<Repository> open(MemoryObjectStore store) throws IOException {
        return Repository.open(store, TestKeys.ENCRYPTED);
    }

    private BackupManager manager() {
        return BotFiles.manager(bot, clock, Duration.ofSeconds(10), local, offsite);
    }

    private void empty() {
        local = new MemoryObjectStore("local", clock);
        offsite = new MemoryObjectStore("offsite", clock);
    }

    private void change(String text) throws IOException {
        clock.advance(Duration.ofHours(1));
        Files.writeString(bot.resolve("api-server" + BotFiles.CONFIG + "/api_config.yaml"), text.repeat(500));
    }
}
