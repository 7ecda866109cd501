package io.lifeboat.backup.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.snapshot.BotFiles;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.SystemImage;
import io.lifeboat.event.BackupCommand;
import io.lifeboat.event.EventIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandPolicyTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final String SNAPSHOT = "20260302T020000000Z-4f1a2b3c";
    private static final UUID EVENT = EventIds.unique();

    @ParameterizedTest
    @CsvSource({
        "configuration, " + SNAPSHOT,
        "configuration,",
        "system-images, " + SNAPSHOT,
    })
    void shouldHoldAndReleaseWhatIsTakenHere(String component, @Nullable String snapshot) {
        assertThat(objection(hold(component, snapshot, null))).isEmpty();
        assertThat(objection(hold(component, snapshot, NOW.plusSeconds(1)))).isEmpty();
        assertThat(objection(new BackupCommand.Release(component, snapshot, null, "ada", null, NOW)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, " + SNAPSHOT + ", unknown backup 'nothing'",
        "foreign, " + SNAPSHOT + ", the backup 'foreign' has no sources",
        "configuration, ../../etc, '../../etc' is no id of a snapshot"
    })
    void shouldRefuseWhatNobodyCanHold(String component, String snapshot, String reason) {
        assertThat(objection(hold(component, snapshot, null)).orElseThrow()).startsWith(reason);
        assertThat(objection(new BackupCommand.Release(component, snapshot, null, "ada", null, NOW))
                        .orElseThrow())
                .startsWith(reason);
    }

    @Test
    void shouldRefuseAHoldThatIsOverWhenItBegins() {
        assertThat(objection(hold("configuration", SNAPSHOT, NOW)).orElseThrow())
                .isEqualTo("the hold ends before it begins: 'until' lies before 'at'");
    }

    /** It would say that the backup can't be relied on. */
    @Test
    void shouldRefuseADrillOfAnImage() {
        assertThat(objection(new BackupCommand.Drill("system-images", null, "ada", null, NOW))
                        .orElseThrow())
                .contains("only its provider can restore that");
        assertThat(objection(new BackupCommand.Drill("configuration", null, "ada", null, NOW)))
                .isEmpty();
    }

    @Test
    void shouldReleaseTheOwnHoldUnlessAnotherIsNamed() {
        assertThat(Job.of(EVENT, new BackupCommand.Release("configuration", null, null, "ada", null, NOW))
                        .terms())
                .isEqualTo(new Job.Terms("ada", "", null));
        assertThat(Job.of(EVENT, new BackupCommand.Release("configuration", null, "incident 7", "ada", null, NOW))
                        .terms())
                .isEqualTo(new Job.Terms("incident 7", "", null));
    }

    private static BackupCommand hold(String component, @Nullable String snapshot, @Nullable Instant until) {
        return new BackupCommand.Hold(component, snapshot, "for the court", until, "ada", null, NOW);
    }

    private static Optional<String> objection(BackupCommand command) {
        BackupGroup files = BotFiles.group();
        return CommandPolicy.objection(
                Job.of(EVENT, command),
                Map.of(
                        "configuration",
                        files,
                        "foreign",
                        new BackupGroup("foreign", "Foreign", null, List.of(), List.of(), List.of(), null),
                        "system-images",
                        new BackupGroup(
                                "system-images",
                                "System Images",
                                null,
                                List.of(),
                                files.places(),
                                files.kinds(),
                                null,
                                null,
                                null,
                                null,
                                new SystemImage.Ec2("trading-server", "eu-central-1", "i-0123456789abcdef0"))));
    }
}
