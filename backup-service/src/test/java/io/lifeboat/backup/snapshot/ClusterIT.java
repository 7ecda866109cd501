package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Restored;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.store.FolderObjectStore;
import io.lifeboat.backup.store.ObjectStore;
import io.lifeboat.backup.wal.RecoveryTarget;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.BackupGroup.Source;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.SecretRef;
import io.lifeboat.embedded.PortLeases;
import io.lifeboat.embedded.PostgresServer;
import io.lifeboat.sql.SqlClient;
import io.lifeboat.testing.TestStack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of a PostgreSQL server that is written to meanwhile, and servers started on what is restored. */
class ClusterIT {

    private static final Path BINARIES = TestStack.postgresBinaries();
    private static final String DATA = "/var/lib/postgresql/data";
    private static final Source SOURCE = new Source("db-server", DATA, "bot");
    private static final BackupGroup GROUP =
            new BackupGroup("database", "Database Backups", null, List.of(SOURCE), List.of(), List.of(), null);

    @TempDir
    Path folder;

    private final PortLeases ports = new PortLeases();
    private final int port = ports.getAsInt();
    private PostgresServer server;
    private BackupManager manager;

    @BeforeEach
    void start() throws SQLException {
        open();
        server.createDatabase("forex_bot");
        sql("create table ticks (id bigint primary key, text text)");
        sql("insert into ticks select -n, repeat('x', 200) from generate_series(1, 20000) n");
        Host host = new Host(
                "db-server",
                "127.0.0.1",
                Map.of(),
                null,
                folder.resolve("db"),
                null,
                Map.of(
                        "bot",
                        new Host.Database(
                                "forex_bot", port, PostgresServer.USER, SecretRef.parse("env:BOT_PASSWORD"))));
        ObjectStore store = new FolderObjectStore("local", folder.resolve("local"));
        manager = new BackupManager(
                Map.of("database", List.of(store)),
                TestKeys.ENCRYPTED,
                Map.of("db-server", host),
                new SqlClient(Map.of("BOT_PASSWORD", PostgresServer.USER)),
                Clock.systemUTC(),
                Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        PostgresServer.killAllBelow(folder);
        ports.close();
    }

    @Test
    void shouldRestoreEveryCommittedTransactionWhileTheWalIsThere() throws Exception {
        // given: a server that is written to all the time
        AtomicLong committed = new AtomicLong();
        AtomicBoolean enough = new AtomicBoolean();
        Thread writer = Thread.ofVirtual().start(() -> write(committed, enough));

        // when: a snapshot in the middle, and the server killed some time later
        await().until(() -> committed.get() > 50);
        assertThat(manager.take(GROUP)).isInstanceOf(Taken.class);
        long atSnapshot = committed.get();
        await().until(() -> committed.get() > atSnapshot + 200);
        enough.set(true);
        writer.join();
        kill();

        // then
        Restored restored = (Restored) manager.restore(GROUP, null, true);
        assertThat(restored.detail()).isEqualTo("with all WAL of the replaced cluster");
        assertThat(restored.dataAsOf()).isAfter(restored.takenAt());
        assertThat(restored.replaced())
                .singleElement()
                .asString()
                .startsWith("db-server:" + DATA + ".replaced-by-" + restored.snapshot());
        open();
        awaitEndOfRecovery();
        assertThat(sql("select count(*) from ticks where id > 0")).isEqualTo(committed.get());
        assertThat(sql("select count(*) from ticks where id < 0")).isEqualTo(20_000);
        assertThat(((Taken) manager.take(GROUP)).files()).isPositive();
    }

    @Test
    void shouldRestoreTheSnapshotAloneWhereNothingElseIsLeft() throws Exception {
        // given
        Taken taken = (Taken) manager.take(GROUP);
        sql("insert into ticks values (1, 'after')");
        kill();
        Files.move(folder.resolve("db" + DATA), folder.resolve("lost"));

        // when
        Restored restored = (Restored) manager.restore(GROUP, taken.snapshot(), false);

        // then
        assertThat(restored.replaced()).isEmpty();
        assertThat(restored.detail()).startsWith("without WAL since the snapshot");
        assertThat(restored.takenAt()).isEqualTo(taken.startedAt());
        assertThat(restored.dataAsOf()).isEqualTo(taken.startedAt());
        open();
        awaitEndOfRecovery();
        assertThat(sql("select count(*) from ticks")).isEqualTo(20_000);
    }

    @Test
    void shouldRestoreIntoAFolderBesideAServerThatRuns() throws Exception {
        // given
        manager.take(GROUP);
        sql("insert into ticks values (1, 'after')");
        Path copy = Files.createDirectory(folder.resolve("copy"));

        // when
        BackupOutcome outcome = manager.restore(
                GROUP, new RestoreRequest(null, new RecoveryTarget.Latest(), false, copy.resolve("data"), null));

        // then: the server has not noticed, and another one starts on the copy
        assertThat(outcome).isInstanceOfSatisfying(Restored.class, restored -> {
            assertThat(restored.replaced()).isEmpty();
            assertThat(restored.detail()).startsWith("without WAL since the snapshot");
        });
        assertThat(sql("select count(*) from ticks")).isEqualTo(20_001);
        server.close();
        server = PostgresServer.startWithChecksums(copy, BINARIES, port, folder.resolve("copy.log"));
        awaitEndOfRecovery();
        assertThat(sql("select count(*) from ticks")).isEqualTo(20_000);
    }

    @Test
    void shouldTakeNoSnapshotOfADamagedPageAndNameIt() throws Exception {
        // given
        sql("checkpoint");
        String file = text("select pg_relation_filepath('ticks')");
        flip(folder.resolve("db" + DATA).resolve(file), 3 * 8192 + 4096);

        // when
        Failed failed = (Failed) manager.take(GROUP);

        // then
        assertThat(failed.reason()).contains(file, "page 3");
        assertThat(failed.committedIn()).isEmpty();
        assertThat(manager.snapshots("database")).isEmpty();
    }

    @Test
    void shouldNotTouchAServerThatRuns() throws Exception {
        // given
        manager.take(GROUP);

        // then
        assertThat(((Failed) manager.restore(GROUP, null, true)).reason())
                .contains("PostgreSQL runs on", "stop it first");
        assertThat(sql("select count(*) from ticks")).isEqualTo(20_000);
    }

    @Test
    void shouldNotReplaceDataUnlessToldTo() throws Exception {
        // given
        manager.take(GROUP);
        server.close();

        // then
        assertThat(((Failed) manager.restore(GROUP, null, false)).reason()).contains("db-server:" + DATA, "--force");
        open();
        assertThat(sql("select count(*) from ticks")).isEqualTo(20_000);
    }

    @Test
    void shouldTakeTheNewestThatIsWhole() throws Exception {
        // given
        Taken first = (Taken) manager.take(GROUP);
        sql("insert into ticks values (1, 'between')");
        Set<Path> before = packs();
        Taken second = (Taken) manager.take(GROUP);
        Set<Path> added = packs();
        added.removeAll(before);
        for (Path pack : added) {
            flip(pack, Files.size(pack) / 2);
        }
        kill();

        // when
        Restored restored = (Restored) manager.restore(GROUP, null, true);

        // then: the older one, and the WAL brings the rest
        assertThat(restored.snapshot()).isEqualTo(first.snapshot());
        assertThat(restored.detail()).contains(second.snapshot(), "with all WAL of the replaced cluster");
        open();
        awaitEndOfRecovery();
        assertThat(sql("select count(*) from ticks where id = 1")).isEqualTo(1);
    }

    @Test
    void shouldStoreOnlyThePagesThatHaveChanged() throws Exception {
        // given
        Taken first = (Taken) manager.take(GROUP);

        // when
        sql("update ticks set text = 'changed' where id between -200 and -100");
        sql("checkpoint");
        Taken second = (Taken) manager.take(GROUP);

        // then: what has changed, and one segment of WAL that is mostly empty
        assertThat(second.bytes()).isGreaterThan(20_000_000);
        assertThat(second.storedBytes()).isLessThan(first.storedBytes() / 4);
        kill();
        assertThat(manager.restore(GROUP, second.snapshot(), true)).isInstanceOf(Restored.class);
        open();
        awaitEndOfRecovery();
        assertThat(sql("select count(*) from ticks where text = 'changed'")).isEqualTo(101);
        assertThat(text("select bool_and(pg_relation_size(oid) >= 0) from pg_class where relkind = 'r'"))
                .isEqualTo("t");
    }

    private Set<Path> packs() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("local/packs"))) {
            return files.filter(Files::isRegularFile).collect(Collectors.toCollection(HashSet::new));
        }
    }

    private void write(AtomicLong committed, AtomicBoolean enough) {
        try (Connection connection = server.dataSource("forex_bot").getConnection();
                Statement statement = connection.createStatement()) {
            while (!enough.get()) {
                long next = committed.get() + 1;
                statement.execute("insert into ticks values (%d, repeat('y', 500))".formatted(next));
                statement.execute("update ticks set text = repeat('z', 300) where id = " + -next);
                committed.set(next);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void open() {
        server = PostgresServer.startWithChecksums(
                folder.resolve("db/var/lib/postgresql"), BINARIES, port, folder.resolve("server.log"));
    }

    private void kill() {
        PostgresServer.killAllBelow(folder);
        Path pid = folder.resolve("db" + DATA + "/postmaster.pid");
        await().until(() -> ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pid).getFirst()))
                .isEmpty());
    }

    private void awaitEndOfRecovery() {
        await().atMost(Duration.ofSeconds(30)).until(() -> text("select pg_is_in_recovery()"), "f"::equals);
    }

    private long sql(String statement) throws SQLException {
        String text = text(statement);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private String text(String text) throws SQLException {
        try (Connection connection = server.dataSource("forex_bot").getConnection();
                Statement statement = connection.createStatement()) {
            if (!statement.execute(text)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 1)).flip();
            channel.write(one, at);
        }
    }
}
