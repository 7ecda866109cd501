package io.lifeboat.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.backup.database.ClusterBackup;
import io.lifeboat.backup.database.DebianBot;
import io.lifeboat.backup.snapshot.BackupManager;
import io.lifeboat.backup.snapshot.BackupOutcome;
import io.lifeboat.backup.snapshot.BackupOutcome.Cause;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Restored;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.snapshot.RestoreRequest;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.embedded.DebianCluster;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's PostgreSQL 15 with a table in a tablespace: written to, killed, restored to its place and elsewhere. */
class TablespaceIT {

    private static final BackupGroup GROUP = DebianBot.group(null);
    private static final String BOT = DebianBot.NAME;
    private static final Duration PATIENCE = DebianBot.PATIENCE;
    private static final DebianCluster.Outcome SOUND = new DebianCluster.Outcome(0, "");

    @TempDir
    Path folder;

    private DebianBot bot;
    private DebianCluster primary;
    private BackupManager manager;
    private Path fast;
    private Path late;

    @BeforeEach
    void start() throws Exception {
        bot = DebianBot.start(folder, "local");
        primary = bot.primary();
        manager = bot.manager("database");
        fast = Files.createDirectories(bot.root().resolve("mnt/fast"));
        late = Files.createDirectories(bot.root().resolve("mnt/late"));
        Files.writeString(fast.resolve("note"), "not the server's");
        primary.text(BOT, "create extension amcheck");
        primary.text(BOT, "create table orders (id bigint primary key)");
        try (Connection connection = primary.connect(BOT);
                Statement statement = connection.createStatement()) {
            // One that is a folder in the data folder.
            statement.execute("set allow_in_place_tablespaces = on");
            statement.execute("create tablespace inside location ''");
            statement.execute("create table notes (id bigint primary key) tablespace inside");
            statement.execute("insert into notes select n from generate_series(1, 10) n");
        }
        primary.text(BOT, "create tablespace fast location '%s'".formatted(fast));
        primary.text(
                BOT,
                "create table fills (id bigint primary key using index tablespace fast, text text) tablespace fast");
        primary.text(BOT, "insert into fills select -n, repeat('x', 200) from generate_series(1, 5000) n");
    }

    @AfterEach
    void stop() {
        if (bot != null) {
            bot.close();
        }
    }

    @Test
    void shouldRestoreEveryRowToItsPlaceAndNothingElsewhereToWhereItIsInUse() throws Exception {
        // given: a snapshot while both places are written to, and WAL that is received
        PgWalServer.Login login = new PgWalServer.Login(
                "127.0.0.1", bot.port(), BOT, primary.user(), primary.password(), Duration.ofSeconds(10));
        AtomicLong committed = new AtomicLong();
        AtomicBoolean enough = new AtomicBoolean();
        Taken taken;
        try (WalThreads wal = WalThreads.start(login, bot.stores(), folder.resolve("spool"))) {
            Thread writer = Thread.ofVirtual().start(() -> write(committed, enough));
            await().atMost(PATIENCE).until(() -> committed.get() > 50);
            taken = (Taken) manager.take(GROUP);
            long atSnapshot = committed.get();
            await().atMost(PATIENCE).until(() -> committed.get() > atSnapshot + 100);

            // and: a tablespace that only the WAL knows, where something lies by now
            primary.text(BOT, "create tablespace late location '%s'".formatted(late));
            primary.text(BOT, "create table reports (id bigint primary key) tablespace late");
            primary.text(BOT, "insert into reports select n from generate_series(1, 100) n");
            primary.text(BOT, "checkpoint");
            enough.set(true);
            writer.join();
            Instant written = Instant.now();
            WalPlace place = wal.pipeline().places().getFirst();
            await().atMost(PATIENCE)
                    .until(() -> wal.pipeline()
                            .provedUpTo(place)
                            .filter(written::isBefore)
                            .isPresent());
        }

        // then: nothing is restored elsewhere that would write to it
        Path copy = folder.resolve("copy");
        Failed refused = (Failed) elsewhere(copy, new RecoveryTarget.Latest());
        assertThat(refused.reason()).contains("makes a tablespace at " + late, "--to-lsn");
        assertThat(refused.cause()).isEqualTo(Cause.NOTHING_FOUND);
        assertThat(copy).doesNotExist();

        // but: up to before that it is, with all of it in one folder, beside the server that runs
        Matcher lsn = Pattern.compile("--to-lsn ([0-9A-F]+/[0-9A-F]+)").matcher(refused.reason());
        assertThat(lsn.find()).isTrue();
        BackupOutcome restored = elsewhere(copy, new RecoveryTarget.Position(Lsn.parse(lsn.group(1))));
        assertThat(restored).isInstanceOf(Restored.class);
        try (Stream<Path> files = Files.walk(copy)) {
            assertThat(files.filter(Files::isSymbolicLink)).isEmpty();
        }
        DebianCluster beside = bot.open(copy);
        DebianBot.awaitWritable(beside);
        assertThat(beside.text(BOT, "select pg_tablespace_location(oid) from pg_tablespace where spcname = 'fast'"))
                .startsWith("pg_tblspc/");
        assertThat(Long.parseLong(beside.text(BOT, "select count(*) from fills")))
                .isEqualTo(5000 + Long.parseLong(beside.text(BOT, "select count(*) from orders")));
        assertThat(beside.amcheck(BOT)).isEqualTo(SOUND);
        beside.text(BOT, "truncate fills");
        beside.kill();
        assertThat(primary.text(BOT, "select count(*) from fills")).isEqualTo(String.valueOf(5000 + committed.get()));

        // when: it is killed and restored to its place
        primary.kill();
        assertThat(((Failed) manager.restore(GROUP, null, false)).cause()).isEqualTo(Cause.TARGET_NOT_EMPTY);

        // and: once with a location that is not there, and once with another restore at work on one
        Path away = Files.move(late, late.resolveSibling("away"));
        Failed missing = (Failed) manager.restore(GROUP, null, true);
        assertThat(missing.reason())
                .contains("nothing was replaced", late + ", and there is no such folder", "make it");
        assertThat(missing.cause()).isEqualTo(Cause.USAGE);
        Files.move(away, late);
        Path record = fast.resolve("." + version(fast) + ".restoring.json");
        try (FileChannel channel = FileChannel.open(record, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(((Failed) manager.restore(GROUP, null, true)).reason())
                    .contains("nothing was replaced", "another restore", "runs");
        }
        assertThat(bot.data().resolve("PG_VERSION")).exists();
        Restored back = (Restored) manager.restore(GROUP, null, true);

        // then: it went on from what was there
        assertThat(back.detail()).contains("went on from");
        assertThat(back.snapshot()).isEqualTo(taken.snapshot());
        String kept = "replaced-by-" + taken.snapshot();
        assertThat(back.replaced())
                .containsExactly(
                        "db-server:%s.%s".formatted(DebianBot.DATA, kept),
                        "db-server:%s/%s/%s".formatted(fast, kept, version(fast.resolve(kept))),
                        "db-server:%s/%s/%s".formatted(late, kept, version(late.resolve(kept))));
        primary.start();
        DebianBot.awaitWritable(primary);
        assertSound(primary, committed.get());
        assertThat(primary.text(BOT, "select pg_tablespace_location(oid) from pg_tablespace where spcname = 'fast'"))
                .isEqualTo(fast.toString());
        assertThat(fast.resolve("note")).hasContent("not the server's");

        // and: what was replaced is a whole cluster of its own, which nobody starts by accident
        Path replaced = bot.data().resolveSibling("data." + kept);
        assertThat(back.detail()).contains("no server starts on the replaced data folder", late.toString());
        assertThat(replaced.resolve("PG_VERSION")).doesNotExist();
        Files.move(replaced.resolve("PG_VERSION.kept"), replaced.resolve("PG_VERSION"));
        DebianCluster old = bot.open(replaced);
        assertSound(old, committed.get());

        // and: which, with its last checkpoint after the WAL that made a tablespace, reaches nothing of the restored
        old.text(BOT, "truncate fills, reports");
        old.kill();
        assertSound(primary, committed.get());

        // and: the next snapshot has them both, for when all is lost
        assertThat(manager.take(GROUP)).isInstanceOf(Taken.class);
        primary.kill();
        Files.move(bot.data(), folder.resolve("gone"));
        for (Path location : List.of(fast, late)) {
            Files.move(location.resolve(version(location)), location.resolve("gone"));
        }
        Restored all = (Restored) manager.restore(GROUP, null, false);
        assertThat(all.replaced()).isEmpty();
        primary.start();
        DebianBot.awaitWritable(primary);
        assertSound(primary, committed.get());
        System.out.printf("%d rows committed in two tablespaces, all restored%n", 2 * committed.get() + 5100);
    }

    @Test
    void shouldNoticeWhatIsMadeOrDroppedWhileASnapshotIsRead() throws Exception {
        // given
        ClusterBackup backup = ClusterBackup.begin(primary.connect("postgres"), "test");
        assertThat(backup.tablespaces())
                .singleElement()
                .satisfies(one -> assertThat(one.location()).isEqualTo(fast.toString()));

        // when: one comes and goes, and leaves no trace but in the WAL
        primary.text(BOT, "create tablespace late location '%s'".formatted(late));
        primary.text(BOT, "drop tablespace late");
        ClusterBackup.End end = backup.end();
        backup.close();

        // then
        assertThat(WalTablespaces.changed(bot.data().resolve("pg_wal"), end.segments(), end.facts()))
                .get()
                .asString()
                .contains("was made at " + late, "was dropped");

        // and: one that can't be read from here is in no snapshot, and says so
        Path outside = Files.createDirectories(folder.resolve("outside"));
        primary.text(BOT, "create tablespace late location '%s'".formatted(outside));
        assertThat(((Failed) manager.take(GROUP)).reason())
                .contains("the tablespace late at " + outside + " can't be read here", "mount it");
        assertThat(manager.snapshots("database")).isEmpty();
    }

    private BackupOutcome elsewhere(Path target, RecoveryTarget to) {
        return manager.restore(GROUP, new RestoreRequest(null, to, false, target, null));
    }

    private static void assertSound(DebianCluster server, long committed) {
        assertThat(server.text(BOT, "select count(*) from orders")).isEqualTo(String.valueOf(committed));
        assertThat(server.text(BOT, "select count(*) from fills")).isEqualTo(String.valueOf(5000 + committed));
        assertThat(server.text(BOT, "select count(*) from reports")).isEqualTo("100");
        assertThat(server.text(BOT, "select count(*) from notes")).isEqualTo("10");
        assertThat(server.amcheck(BOT)).isEqualTo(SOUND);
    }

    private static String version(Path location) throws Exception {
        try (Stream<Path> files = Files.list(location)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("PG_15_"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void write(AtomicLong committed, AtomicBoolean enough) {
        try (Connection connection = primary.connect(BOT);
                Statement statement = connection.createStatement()) {
            while (!enough.get()) {
                long next = committed.get() + 1;
                statement.execute(
                        "begin; insert into orders values (%1$d); insert into fills values (%1$d, repeat('y', 300)); update fills set text = 'z' where id = -%1$d; commit"
                                .formatted(next));
                committed.set(next);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
