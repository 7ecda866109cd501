package io.lifeboat.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.backup.cli.BotCommands;
import io.lifeboat.backup.cli.BotCommands.Said;
import io.lifeboat.backup.database.ClusterBackup;
import io.lifeboat.backup.database.DebianBot;
import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.snapshot.BackupManager;
import io.lifeboat.backup.snapshot.BackupOutcome;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Restored;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.snapshot.RestoreRequest;
import io.lifeboat.backup.store.ObjectStore;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.embedded.DebianCluster;
import io.lifeboat.event.BackupEvent.SlotRetentionMeasured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Debian's PostgreSQL 15 under pgbench, whose slot nobody reads: until it is read again, and until it is too late. */
@EnabledIfSystemProperty(named = "lifeboat.long", matches = "true")
class SlotBehindIT {

    private static final String BOT = DebianBot.NAME;
    private static final String SLOT = "lifeboat_wal";
    private static final Duration PATIENCE = DebianBot.PATIENCE;
    private static final BackupGroup GROUP = DebianBot.group(null);

    @TempDir
    Path folder;

    private DebianBot bot;
    private DebianCluster primary;
    private BackupManager manager;
    private BotCommands commands;
    private WalThreads receiver;
    private @Nullable Process pgbench;

    @BeforeEach
    void start() throws Exception {
        bot = DebianBot.start(folder, "local", "offsite");
        primary = bot.primary();
        manager = bot.manager("database");
        commands = new BotCommands(
                Files.createDirectory(folder.resolve("commands")),
                bot,
                Map.of("local", folder.resolve("local"), "offsite", folder.resolve("offsite")));
        for (String setting : List.of("max_slot_wal_keep_size = '160MB'", "checkpoint_timeout = '1h'")) {
            primary.text("postgres", "alter system set " + setting);
        }
        primary.text("postgres", "select pg_reload_conf()");
        primary.text(BOT, "create table filler (text text)");
        pgbench("--initialize", "--quiet").waitFor();
        receiver = WalThreads.start(
                new PgWalServer.Login(
                        "127.0.0.1", bot.port(), BOT, primary.user(), primary.password(), Duration.ofSeconds(10)),
                bot.stores(),
                folder.resolve("spool"),
                Duration.ofMillis(100));
        await().atMost(PATIENCE).until(() -> receiver.pipeline().receiver().isStreaming());
    }

    @AfterEach
    void stop() {
        if (pgbench != null) {
            pgbench.destroy();
        }
        if (receiver != null) {
            receiver.close();
        }
        if (bot != null) {
            bot.close();
        }
    }

    @Test
    void shouldTellOfEachStepAndCatchUpAndPromiseNothingWhereWalIsLost() throws Exception {
        // given: a snapshot, a server that works, and nobody who may fetch its WAL
        Taken first = (Taken) manager.take(GROUP);
        pgbench = pgbench("--client=4", "--rate=200", "--time=600");
        lockOut();

        // when: it keeps more and more
        while (steps().getLast() < 100) {
            fill();
        }

        // then: each step was told, by whoever can ask the server
        assertThat(steps()).containsSubsequence(0, 50, 80, 100);

        // and: when it is let in again it catches up, and nothing is missing
        letIn();
        awaitAll(now());
        await().atMost(PATIENCE).until(() -> steps().getLast(), Integer.valueOf(0)::equals);
        assertThat(receiver.pipeline().receiver().alarm().reason()).isEmpty();
        assertThat(receiver.needed()).isEmpty();
        assertThat(gaps()).isEmpty();
        Said whole = commands.run("wal", "status");
        assertThat(whole.status()).isZero();
        assertThat(whole.out()).contains("local: cluster ", "offsite: cluster ").doesNotContain("missing");
        assertThat(explained()).doesNotContain("no instant");
        pause();
        String committed = sums(primary);
        assertThat(manager.restore(
                        GROUP,
                        new RestoreRequest(null, new RecoveryTarget.Latest(), false, folder.resolve("beside"), null)))
                .isInstanceOf(Restored.class);
        DebianCluster beside = bot.open(folder.resolve("beside"));
        DebianBot.awaitWritable(beside);
        assertThat(sums(beside)).isEqualTo(committed);
        beside.close();

        // when: it is away for too long
        pgbench = pgbench("--client=4", "--rate=200", "--time=600");
        Instant before = now();
        awaitAll(before);
        lockOut();
        while (steps().getLast() < 100) {
            fill();
        }
        Instant inTheGap = now();
        primary.text("postgres", "checkpoint");
        await().atMost(PATIENCE).until(() -> told().getLast().status(), "lost"::equals);
        letIn();

        // then: that is an alarm and an event, and a snapshot is due at once, once
        await().atMost(PATIENCE).until(() -> receiver.needed().size(), Integer.valueOf(1)::equals);
        assertThat(receiver.pipeline().receiver().alarm().reason().orElse(""))
                .contains("has thrown away the WAL of timeline 1 from", "take a snapshot");
        Instant after = now();
        awaitAll(after);
        assertThat(gaps()).hasSize(2).allSatisfy(gap -> assertThat(gap).contains("what is before it was sent up to"));
        WalReach.Window open = windows().getLast();
        assertThat(open.first()).isEqualTo(first.snapshot());
        assertThat(open.missing()).isNotNull();
        assertThat(open.to()).isBetween(before, inTheGap);

        // and: whoever asks at the command line is told which instants are lost, and what to do
        Said status = commands.run("wal", "status");
        System.out.print(status.out());
        assertThat(status.out().lines().filter(line -> line.startsWith("  missing: ")))
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(line).contains(String.valueOf(open.missing()), "what is before it was sent up to"));
        assertThat(explained())
                .contains("(snapshot " + first.snapshot() + ") to " + open.to() + " (WAL of timeline 1 up to ")
                .contains("no instant after %s can be restored: the WAL from %s is in no place. Take a snapshot"
                        .formatted(open.to(), open.missing()));

        // and: with the snapshot the alarm is over, and what the server keeps for snapshots is kept again
        Taken second = (Taken) manager.take(GROUP);
        await().atMost(PATIENCE)
                .until(() -> receiver.pipeline().receiver().alarm().reason().isEmpty());
        assertThat(receiver.needed()).hasSize(1);
        assertThat(primary.text(
                        BOT,
                        "select wal_status from pg_replication_slots where slot_name = '" + ClusterBackup.SLOT + "'"))
                .isIn("reserved", "extended");
        pause();
        Instant end = now();
        awaitAll(end);
        String all = sums(primary);
        List<WalReach.Window> windows = windows();
        windows.forEach(System.out::println);
        assertThat(windows).hasSize(2);
        assertThat(windows.getFirst().to()).isBetween(before, inTheGap);
        assertThat(windows.getLast().first()).isEqualTo(second.snapshot());
        assertThat(windows.getLast().from()).isAfter(inTheGap);
        assertThat(windows.getLast().missing()).isNull();
        String explained = explained();
        System.out.print(explained);
        assertThat(explained)
                .contains("no instant after %s and before %s can be restored: the WAL from %s is in no place"
                        .formatted(open.to(), windows.getLast().from(), open.missing()))
                .contains("any instant from %s (snapshot %s) to "
                        .formatted(windows.getLast().from(), second.snapshot()))
                .doesNotContain("Take a snapshot");

        // and: what is in the gap is refused, with nothing replaced
        primary.kill();
        Path mark = Files.writeString(bot.data().resolve("mark"), "as it was");
        for (Instant lost : List.of(inTheGap, after)) {
            BackupOutcome refused = manager.restore(GROUP, null, new RecoveryTarget.Time(lost), true);
            assertThat(refused).isInstanceOf(Failed.class);
            assertThat(((Failed) refused).reason()).contains("can't be reached from", "is in no place");
            assertThat(((Failed) refused).cause()).isEqualTo(BackupOutcome.Cause.NOTHING_FOUND);
            assertThat(mark).exists();
            Said said = commands.run("restore", "--component", "database", "--to-time", lost.toString(), "--force");
            assertThat(said.status()).isEqualTo(3);
            assertThat(said.err()).contains("can't be reached from", "is in no place");
            assertThat(mark).exists();
        }

        // and: who wants the last that the first snapshot leads to is told what comes after it
        Restored old = (Restored) manager.restore(GROUP, first.snapshot(), true);
        assertThat(old.detail()).contains("what was written after that can't be reached", "is in no place");

        // and: what came after the gap is there to the last transaction
        assertThat(manager.restore(GROUP, null, true)).isInstanceOf(Restored.class);
        primary.start();
        DebianBot.awaitWritable(primary);
        assertThat(sums(primary)).isEqualTo(all);
    }

    /** Whoever follows the server is sent away, and everybody else may ask it. */
    private void lockOut() throws IOException {
        Path file = bot.data().resolve("pg_hba.conf");
        Files.writeString(file, "host replication all all reject\n" + Files.readString(file));
        primary.text("postgres", "select pg_reload_conf()");
        await().atMost(PATIENCE).until(() -> {
            primary.text("postgres", "select pg_terminate_backend(pid) from pg_stat_replication");
            return receiver.pipeline().receiver().state().contains("rejects");
        });
    }

    private void letIn() throws IOException {
        Path file = bot.data().resolve("pg_hba.conf");
        Files.writeString(file, Files.readString(file).replace("host replication all all reject\n", ""));
        primary.text("postgres", "select pg_reload_conf()");
        await().atMost(PATIENCE).until(() -> receiver.pipeline().receiver().isStreaming());
    }

    /** Twenty megabytes, which somebody has noticed when this returns. */
    private void fill() {
        primary.text(BOT, "insert into filler select repeat(md5(random()::text), 60) from generate_series(1, 10000)");
        double kept = Double.parseDouble(primary.text(
                BOT,
                "select pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn) from pg_replication_slots where slot_name = '"
                        + SLOT + "'"));
        await().atMost(PATIENCE)
                .until(() -> receiver.seen()
                        .slot(SLOT)
                        .filter(slot -> slot.retained() >= kept)
                        .isPresent());
    }

    private List<SlotRetentionMeasured> told() {
        return receiver.told().stream()
                .filter(SlotRetentionMeasured.class::isInstance)
                .map(SlotRetentionMeasured.class::cast)
                .filter(event -> event.slot().equals(SLOT))
                .toList();
    }

    private List<Integer> steps() {
        await().atMost(PATIENCE).until(() -> !told().isEmpty());
        return told().stream().map(SlotRetentionMeasured::percent).toList();
    }

    private List<String> gaps() throws IOException {
        List<String> gaps = new ArrayList<>();
        for (ObjectStore store : bot.stores()) {
            WalStatus.of(Repository.open(store, TestKeys.ENCRYPTED).orElseThrow())
                    .forEach(line -> gaps.addAll(line.gaps()));
        }
        return gaps;
    }

    private String explained() {
        Said said = commands.run("explain", "--component", "database");
        assertThat(said.status()).as(said.err()).isZero();
        return said.out();
    }

    private List<WalReach.Window> windows() throws IOException {
        return manager.reach(GROUP);
    }

    private void awaitAll(Instant at) {
        await().atMost(PATIENCE)
                .until(() -> receiver.pipeline().places().stream()
                        .allMatch(place -> receiver.pipeline()
                                .provedUpTo(place)
                                .filter(at::isBefore)
                                .isPresent()));
    }

    /** By the server's clock. */
    private Instant now() {
        return Instant.parse(primary.text(
                BOT, "select to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
    }

    private void pause() throws InterruptedException {
        if (pgbench != null) {
            pgbench.destroy();
            pgbench.waitFor();
        }
        await().atMost(PATIENCE)
                .until(
                        () -> primary.text(
                                BOT, "select count(*) from pg_stat_activity where application_name = 'pgbench'"),
                        "0"::equals);
        awaitAll(now());
    }

    private static String sums(DebianCluster server) {
        return server.text(
                BOT,
                "select (select count(*) || ' ' || sum(delta) from pgbench_history) || ' ' || (select sum(tbalance) from pgbench_tellers) || ' ' || (select count(*) from filler)");
    }

    private Process pgbench(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "/usr/lib/postgresql/15/bin/pgbench",
                "--host=127.0.0.1",
                "--port=" + bot.port(),
                "--username=" + primary.user()));
        command.addAll(List.of(arguments));
        command.add(BOT);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pgbench.log").toFile())
                .start();
    }
}
