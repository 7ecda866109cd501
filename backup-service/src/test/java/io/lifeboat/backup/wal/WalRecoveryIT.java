package io.lifeboat.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.backup.database.DebianBot;
import io.lifeboat.backup.snapshot.BackupManager;
import io.lifeboat.backup.snapshot.BackupOutcome;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Restored;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.snapshot.ConsistentSet;
import io.lifeboat.backup.store.ObjectKeys;
import io.lifeboat.backup.store.ObjectStore;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.BackupGroup.DatabaseName;
import io.lifeboat.catalog.BackupGroup.Source;
import io.lifeboat.embedded.DebianCluster;
import io.lifeboat.event.BackupEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Debian's PostgreSQL 15 that is written to and killed, and restored from the places alone. */
class WalRecoveryIT {

    private static final String BOT = DebianBot.NAME;
    private static final Duration PATIENCE = DebianBot.PATIENCE;
    private static final BackupGroup GROUP = DebianBot.group(null);

    private static final BackupGroup STATE = new BackupGroup(
            "trading-data",
            "Trading Data",
            null,
            List.of(new Source("db-server", "/bot/engine.json")),
            List.of(),
            List.of(),
            null,
            null,
            null,
            new DatabaseName("db-server", "bot"));

    @TempDir
    Path folder;

    private DebianBot bot;
    private List<ObjectStore> stores;
    private DebianCluster primary;
    private Path data;
    private Path state;
    private BackupManager manager;
    private @Nullable WalThreads running;
    private @Nullable WalThreads standIn;

    @BeforeEach
    void start() throws Exception {
        bot = DebianBot.start(folder, "local", "offsite");
        stores = bot.stores();
        primary = bot.primary();
        data = bot.data();
        state = bot.root().resolve("bot/engine.json");
        primary.text(BOT, "create table ticks (id bigint primary key, at timestamptz default clock_timestamp())");
        manager = bot.manager("database", "trading-data");
    }

    @AfterEach
    void stop() {
        if (running != null) {
            running.close();
        }
        if (standIn != null) {
            standIn.close();
        }
        if (bot != null) {
            bot.close();
        }
    }

    @Test
    void shouldLoseNoMoreThanTheMeasuredRpoAndReachAnyInstant() throws Exception {
        // given: WAL that is received while everything is written to
        receive(primary, "spool");
        AtomicLong committed = new AtomicLong();
        AtomicBoolean enough = new AtomicBoolean();
        assertThat(running().pipeline().receiver().alarm().reason()).isEmpty();
        Thread writer = Thread.ofVirtual().start(() -> write(committed, enough));
        await().atMost(PATIENCE).until(() -> committed.get() > 50);
        assertThat(manager.take(GROUP)).isInstanceOf(Taken.class);
        long atSnapshot = committed.get();

        // and: a second instance of the service, which receives nothing before the first is gone
        standIn = start(primary, "spool of another");
        WalThreads second = standIn;
        await().atMost(PATIENCE)
                .until(() -> second.pipeline().receiver().state().contains("another receiver has the slot"));
        assertThat(running().pipeline().receiver().isStreaming()).isTrue();
        running().close();
        running = second;
        await().atMost(PATIENCE).until(() -> second.pipeline().receiver().isStreaming());
        assertThat(second.pipeline().receiver().alarm().reason()).isEmpty();
        await().atMost(PATIENCE).until(() -> committed.get() > atSnapshot + 300);
        Instant middle = Instant.parse(primary.text(
                BOT, "select to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
        // and: the engine's state, which goes with it
        Files.createDirectories(state.getParent());
        Files.writeString(state, String.valueOf(committed.get()));
        Taken stamped = (Taken) manager.take(STATE);
        Files.writeString(state, "more");
        Instant later = Instant.parse(primary.text(
                BOT, "select to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
        long atStamp = committed.get();
        await().atMost(PATIENCE).until(() -> committed.get() > atStamp + 50);
        await().atMost(PATIENCE)
                .until(() -> running().pipeline().places().stream().allMatch(place -> isProvedAfter(place, later)));

        await().atMost(PATIENCE)
                .until(() -> running().told().stream()
                        .anyMatch(event -> event instanceof BackupEvent.SlotRetentionMeasured slot
                                && slot.slot().equals("lifeboat_wal")
                                && slot.status().equals("reserved")));

        // when: the machine is gone, with all that is on it, and the spool, too
        primary.kill();
        enough.set(true);
        writer.join();
        long last = committed.get();
        Duration rpo = running().rpo();
        running().close();
        long lossAllowed = running().committedSince(rpo);
        Files.move(data, folder.resolve("gone"));

        // then: to the end
        Restored latest = (Restored) manager.restore(GROUP, null, false);
        assertThat(latest.detail()).contains("with the WAL of the places up to");
        primary.start();
        DebianBot.awaitWritable(primary);
        long kept = Long.parseLong(primary.text(BOT, "select count(*) from ticks"));
        System.out.printf(
                "committed %d, restored %d, lost %d; measured RPO %d ms, in which %d were committed%n",
                last, kept, last - kept, rpo.toMillis(), lossAllowed);
        assertThat(last - kept).isLessThanOrEqualTo(lossAllowed);
        assertThat(primary.text(BOT, "select max(id) from ticks")).isEqualTo(String.valueOf(kept));
        assertThat(Files.exists(data.resolve(WalRecovery.FOLDER))).isFalse();
        primary.kill();

        // and: to the middle, of the same snapshot
        BackupOutcome outcome = manager.restore(GROUP, null, new RecoveryTarget.Time(middle), true);
        assertThat(outcome).isInstanceOf(Restored.class);
        primary.start();
        DebianBot.awaitWritable(primary);
        assertThat(primary.text(
                        BOT, "select count(*) from ticks where at > '" + middle + "'::timestamptz + interval '20 ms'"))
                .isEqualTo("0");
        long half = Long.parseLong(primary.text(BOT, "select count(*) from ticks"));
        assertThat(half).isGreaterThanOrEqualTo(atSnapshot + 300).isLessThan(kept);
        primary.kill();

        // and: together with the engine's state
        List<BackupOutcome> set = new ConsistentSet(manager, bot.hosts()).restore(STATE, GROUP, null, null, true);
        assertThat(set).hasSize(2).allSatisfy(one -> assertThat(one).isInstanceOf(Restored.class));
        assertThat(((Restored) set.getLast()).snapshot()).isEqualTo(stamped.snapshot());
        primary.start();
        DebianBot.awaitWritable(primary);
        long known = Long.parseLong(Files.readString(state));
        long rows = Long.parseLong(primary.text(BOT, "select count(*) from ticks"));
        System.out.printf("the state knows of %d, the database has %d of %d%n", known, rows, kept);
        assertThat(rows).isBetween(known, atStamp + 1);
        primary.kill();

        // and: it is refused, with nothing replaced, where the database can't be brought there
        for (ObjectStore store : stores) {
            for (ObjectStore.Head head : ObjectKeys.all(store, WalKey.FOLDER)) {
                store.delete(head.key());
            }
        }
        Files.move(data, folder.resolve("gone-again"));
        Failed refused = (Failed) new ConsistentSet(manager, bot.hosts())
                .restore(STATE, GROUP, null, null, true)
                .getFirst();
        assertThat(refused.reason()).contains("can't be brought to", "nothing was replaced");
        assertThat(refused.cause()).isEqualTo(BackupOutcome.Cause.NOTHING_FOUND);
        assertThat(Files.readString(state)).isEqualTo(String.valueOf(known));
        assertThat(state.resolveSibling(".engine.json.restoring")).doesNotExist();
        assertThat(data).doesNotExist();

        // and: what nobody can reach is said before anything is touched
        Failed beyond = (Failed)
                manager.restore(GROUP, null, new RecoveryTarget.Time(Instant.parse("2100-01-01T00:00:00Z")), true);
        assertThat(beyond.reason()).contains("can't be reached", "there is WAL from");
        assertThat(beyond.cause()).isEqualTo(BackupOutcome.Cause.NOTHING_FOUND);
    }

    @Test
    @EnabledIfSystemProperty(named = "lifeboat.long", matches = "true")
    void shouldFollowAPromotedStandbyAndRestoreAlongBothTimelines() throws Exception {
        // given: WAL of a primary, and a standby that follows it
        receive(primary, "spool");
        DebianCluster standby = bot.follower("standby", "standby");
        assertThat(manager.take(GROUP)).isInstanceOf(Taken.class);
        primary.text(BOT, "insert into ticks select n from generate_series(1, 100) n");
        await().atMost(PATIENCE).until(() -> standby.text(BOT, "select count(*) from ticks"), "100"::equals);
        await().atMost(PATIENCE)
                .until(() -> running().told().stream()
                        .anyMatch(event ->
                                event instanceof BackupEvent.ReplicationLagMeasured lag && lag.percent() == 0));

        // when: it takes over, and the WAL of what it writes comes from there
        primary.kill();
        standby.promote();
        running().close();
        receive(standby, "spool");
        standby.text(BOT, "insert into ticks select n from generate_series(101, 300) n");
        String end = standby.text(BOT, "select pg_current_wal_insert_lsn()::text");
        await().atMost(PATIENCE)
                .until(() -> running().pipeline().places().stream().allMatch(place -> has(place, 2, end)));
        assertThat(running().pipeline().receiver().unreadable()).isEmpty();
        assertThat(running().pipeline().receiver().alarm().reason().orElse("")).contains("no slot");

        // and: the slot is invalidated, because too much was written that nobody fetched
        running().close();
        standby.text(BOT, "alter system set max_slot_wal_keep_size = '1MB'");
        standby.text(BOT, "select pg_reload_conf()");
        standby.text(BOT, "create table filler (text text)");
        for (int i = 0; i < 4; i++) {
            standby.text(BOT, "insert into filler values ('x')");
            standby.text(BOT, "select pg_switch_wal()");
        }
        standby.text(BOT, "checkpoint");
        receive(standby, "spool");
        await().atMost(PATIENCE).until(() -> running().pipeline().receiver().isStreaming());
        assertThat(running().pipeline().receiver().alarm().reason().orElse(""))
                .contains("thrown away", "take a snapshot");

        // then: from the places alone, along both timelines, up to the gap
        running().close();
        standby.kill();
        Files.move(data, folder.resolve("gone"));
        assertThat(manager.restore(GROUP, null, new RecoveryTarget.Position(Lsn.parse(end)), false))
                .isInstanceOf(Restored.class);
        primary.start();
        DebianBot.awaitWritable(primary);
        assertThat(primary.text(BOT, "select count(*) from ticks")).isEqualTo("300");
    }

    private static boolean has(WalPlace place, int timeline, String lsn) {
        return place.shipper()
                .shipped()
                .filter(at -> at.timeline() == timeline && at.lsn() >= Lsn.parse(lsn))
                .isPresent();
    }

    private WalThreads running() {
        return Objects.requireNonNull(running);
    }

    private boolean isProvedAfter(WalPlace place, Instant at) {
        return running().pipeline().provedUpTo(place).filter(at::isBefore).isPresent();
    }

    private void receive(DebianCluster from, String spool) throws Exception {
        running = start(from, spool);
    }

    private WalThreads start(DebianCluster from, String spool) throws Exception {
        PgWalServer.Login login = new PgWalServer.Login(
                "127.0.0.1",
                Integer.parseInt(from.address().substring(from.address().indexOf(':') + 1)),
                BOT,
                from.user(),
                from.password(),
                Duration.ofSeconds(10));
        return WalThreads.start(login, stores, folder.resolve(spool));
    }

    private void write(AtomicLong committed, AtomicBoolean enough) {
        try (Connection connection = primary.connect(BOT);
                Statement statement = connection.createStatement()) {
            while (!enough.get()) {
                long next = committed.get() + 1;
                statement.execute("insert into ticks values (%d)".formatted(next));
                committed.set(next);
                running().committed();
            }
        } catch (SQLException e) {
            // It was killed.
        }
    }
}
