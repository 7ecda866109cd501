package io.lifeboat.recovery.halt;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.recovery.RecoveryResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances, each with a folder of its own, on one database. */
@QuarkusTest
@QuarkusTestResource(RecoveryResource.class)
class HaltSwitchIT {

    @Inject
    EntityManager entities;

    @Inject
    Clock clock;

    private Path one;
    private Path other;

    /** Quarkus fills no {@code @TempDir}. */
    @BeforeEach
    void open() throws IOException {
        one = Files.createTempDirectory(Path.of("target"), "halt-");
        other = Files.createTempDirectory(Path.of("target"), "halt-");
    }

    @Test
    void shouldHaltEveryInstanceAndBeClearedAtAny() {
        // given
        HaltSwitch here = new HaltSwitch(HaltPart.TRADING, entities, one, clock);
        HaltSwitch there = new HaltSwitch(HaltPart.TRADING, entities, other, clock);

        // when
        here.set("Ada", "a freeze");
        here.look();
        there.look();

        // then
        assertThat(there.reason()).contains("a freeze (Ada)");
        assertThat(other).isEmptyDirectory();

        // when: at the one that has no file
        there.clear("Bob");
        here.look();
        there.look();

        // then
        assertThat(here.reason()).isEmpty();
        assertThat(there.reason()).isEmpty();
        assertThat(one).isEmptyDirectory();
    }

    @Test
    void shouldHaltAnewAfterAClearing() throws Exception {
        // given
        HaltSwitch here = new HaltSwitch(HaltPart.TRADING, entities, one, clock);
        here.set("Ada", "a freeze");
        here.clear("Bob");

        // when: from the command line, without the service
        new HaltFile(one, HaltPart.TRADING).set(new HaltNote(io.lifeboat.event.EventIds.unique(), "Eve", "again"));
        here.look();

        // then
        assertThat(here.reason()).contains("again (Eve)");
        here.clear("Bob");
        assertThat(Files.exists(one.resolve("trading.halt"))).isFalse();
    }
}
