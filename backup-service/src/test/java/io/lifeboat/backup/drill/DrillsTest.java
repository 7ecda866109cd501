package io.lifeboat.backup.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.repository.CatchUp;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.snapshot.BackupManager;
import io.lifeboat.backup.snapshot.BackupOutcome.Cause;
import io.lifeboat.backup.snapshot.BackupOutcome.DrillFailed;
import io.lifeboat.backup.snapshot.BackupOutcome.DrillPassed;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.snapshot.BackupOutcome.Verified;
import io.lifeboat.backup.snapshot.BotFiles;
import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Component;
import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drills of files, in memory, and what is kept of them. */
class DrillsTest {

    private static final BackupGroup GROUP = BotFiles.group();

    @TempDir
    Path bot;

    @TempDir
    Path scratch;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T02:00:00Z"));
    private final MemoryObjectStore local = new MemoryObjectStore("local", clock);
    private final MemoryObjectStore offsite = new MemoryObjectStore("offsite", clock);
    private BackupManager manager;
    private Drills drills;

    @BeforeEach
    void write() throws IOException {
        BotFiles.write(bot);
        manager = BotFiles.manager(bot, clock, Duration.ofSeconds(10), local, offsite);
        drills = drills(Scratch.Room.ON_DISK);
    }

    private Drills drills(Scratch.Room room) {
        return new Drills(
                manager,
                BotFiles.hosts(bot),
                Map.of(
                        GROUP.id(),
                        new Component(GROUP.id(), "Configuration", Duration.ofHours(1), null, null, "administrator")),
                new DrillSettings(scratch, DrillSettings.DEBIAN, Duration.ofSeconds(60)),
                clock,
                room);
    }

    @Test
    void shouldRestoreBesideWhatRunsAndNoteItDownInEveryPlace() throws IOException {
        // given
        String id = ((Taken) manager.take(GROUP)).snapshot();
        Files.writeString(bot.resolve("trading-server/etc/supervisor/engine.conf"), "changed since");

        // when
        DrillPassed passed = (DrillPassed) drills.drill(GROUP, null);

        // then
        assertThat(passed.snapshot()).isEqualTo(id);
        assertThat(passed.place()).isEqualTo("local");
        assertThat(passed.detail()).isEqualTo("5 files are what the snapshot has");
        assertThat(passed.rto()).isEqualTo(Duration.ofHours(1));
        assertThat(Files.readString(bot.resolve("trading-server/etc/supervisor/engine.conf")))
                .isEqualTo("changed since");
        String key = "evidence/" + id + "/20260302T020000000Z-drill.json";
        assertThat(local.keys()).contains(key);
        assertThat(offsite.keys()).contains(key);
        assertThat(drills.reports(GROUP))
                .singleElement()
                .satisfies(report -> assertThat(report.isPassed()).isTrue());
        assertThat(scratch).isDirectoryNotContaining("glob:**" + GROUP.id());
    }

    @Test
    void shouldFailLoudlyWhereASnapshotCannotBeRestored() throws IOException {
        // given: an older one is whole, and the newest is the one that counts
        manager.take(GROUP);
        clock.advance(Duration.ofHours(1));
        Files.writeString(bot.resolve("trading-server/etc/supervisor/engine.conf"), "new");
        String id = ((Taken) manager.take(GROUP)).snapshot();
        for (MemoryObjectStore store : List.of(local, offsite)) {
            String pack = store.keys().stream()
                    .filter(key -> key.startsWith("packs/"))
                    .findFirst()
                    .orElseThrow();
            store.spoil(pack, new byte[10]);
        }

        // when
        DrillFailed failed = (DrillFailed) drills.drill(GROUP, null);

        // then
        assertThat(failed.snapshot()).isEqualTo(id);
        assertThat(failed.findings()).singleElement().asString().contains("pack", "does not match its name");
        assertThat(failed.cause()).isEqualTo(Cause.DAMAGED);
        assertThat(drills.times(GROUP)).isEmpty();
    }

    @Test
    void shouldSayThatThereIsNothingToRestore() {
        // given
        manager.take(GROUP);

        // then
        assertThat(((DrillFailed) drills.drill(GROUP, "20200101T000000000Z-00000000")).cause())
                .isEqualTo(Cause.NOTHING_FOUND);
    }

    @Test
    void shouldNoteDownInEveryPlaceThatThereWasNoRoomToRestoreIt() throws IOException {
        // given: it has passed once
        String id = ((Taken) manager.take(GROUP)).snapshot();
        drills.drill(GROUP, null);
        clock.advance(Duration.ofHours(1));

        // when
        DrillFailed refused = (DrillFailed) drills(folder -> 3).drill(GROUP, null);

        // then
        assertThat(refused.snapshot()).isEqualTo(id);
        assertThat(refused.cause()).isEqualTo(Cause.OTHER);
        assertThat(refused.findings())
                .singleElement()
                .asString()
                .contains("has 3 bytes free, and the drill needs", "set LIFEBOAT_BACKUP_DRILL_FOLDER");
        String key = "evidence/" + id + "/20260302T030000000Z-drill.json";
        assertThat(local.keys()).contains(key);
        assertThat(offsite.keys()).contains(key);
        assertThat(drills.reports(GROUP).getFirst().findings()).isEqualTo(refused.findings());
        assertThat(manager.verify(GROUP, null)).isInstanceOf(Verified.class);

        // and: it says nothing about how long a restore takes
        assertThat(drills.times(GROUP).orElseThrow().drills()).isEqualTo(1);
    }

    @Test
    void shouldNoteDownThatItWasInterrupted() throws IOException {
        // given
        String id = ((Taken) manager.take(GROUP)).snapshot();

        // when: in the middle of it, as by who gives up a job that takes too long
        DrillFailed failed = (DrillFailed) drills(folder -> {
                    Thread.currentThread().interrupt();
                    return Long.MAX_VALUE;
                })
                .drill(GROUP, null);

        // then: who has interrupted it still learns of it
        assertThat(Thread.interrupted()).isTrue();
        assertThat(failed.snapshot()).isEqualTo(id);
        assertThat(drills.reports(GROUP))
                .singleElement()
                .satisfies(report -> assertThat(report.findings()).isEqualTo(failed.findings()));
    }

    @Test
    void shouldLeaveNothingBehindWhereAnotherDrillIsUnderWay() throws IOException {
        // given
        manager.take(GROUP);

        // when
        DrillFailed refused;
        try (Scratch other = Scratch.open(scratch, GROUP.id(), Scratch.Room.ON_DISK)) {
            assertThat(other.folder()).isDirectory();
            refused = (DrillFailed) drills.drill(GROUP, null);
        }

        // then
        assertThat(refused.findings())
                .singleElement()
                .asString()
                .contains("another drill of configuration is under way");
        assertThat(drills.reports(GROUP)).isEmpty();
    }

    @Test
    void shouldRemoveWhatAKilledDrillHasLeft() throws IOException {
        // given
        manager.take(GROUP);
        Path left = Files.createDirectories(scratch.resolve(GROUP.id() + "/hosts/api-server/opt"));
        Files.writeString(left.resolve("half"), "a file");
        Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("r-x------"));

        // then
        assertThat(drills.drill(GROUP, null)).isInstanceOf(DrillPassed.class);
    }

    @Test
    void shouldNoticeEvidenceThatWasChangedOrMovedAndPutItBack() throws IOException {
        // given
        String first = ((Taken) manager.take(GROUP)).snapshot();
        drills.drill(GROUP, null);
        clock.advance(Duration.ofHours(1));
        String second = ((Taken) manager.take(GROUP)).snapshot();
        String key = "evidence/" + first + "/20260302T020000000Z-drill.json";
        byte[] good = Objects.requireNonNull(local.content().get(key));
        byte[] flipped = good.clone();
        flipped[good.length / 2] ^= 1;

        // when
        local.spoil(key, flipped);

        // then
        assertThat(((Failed) manager.verify(GROUP, null)).reason()).contains("local: " + key);
        heal();
        assertThat(manager.verify(GROUP, null)).isInstanceOf(Verified.class);
        assertThat(drills.reports(GROUP)).hasSize(1);

        // and: that of one snapshot does not pass for that of another
        local.create("evidence/" + second + "/20260302T020000000Z-drill.json", good);
        assertThat(((Failed) manager.verify(GROUP, null)).reason()).contains("does not match its seal");
        heal();
        assertThat(manager.verify(GROUP, null)).isInstanceOf(Verified.class);
        assertThat(drills.reports(GROUP)).hasSize(1);
    }

    private void heal() {
        Depot depot = manager.depot(GROUP);
        assertThat(new CatchUp(depot.repositories())
                        .heal(List.of(GROUP.id()), clock)
                        .lost())
                .isEmpty();
    }
}
