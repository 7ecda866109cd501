package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Restored;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.store.FolderObjectStore;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.BackupGroup.Source;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.SecretRef;
import io.lifeboat.embedded.DebianCluster;
import io.lifeboat.embedded.Machine;
import io.lifeboat.embedded.PortLeases;
import io.lifeboat.sql.SqlClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan's scenario 2 on Debian's PostgreSQL 15, a primary with a standby: rot, the restore, and a standby again. */
class DebianClusterRestoreIT {

    private static final String DATA = "/var/lib/postgresql/data";
    private static final String BOT = "forex_bot";
    private static final String SLOT = "standby_server";
    private static final BackupGroup GROUP = new BackupGroup(
            "database",
            "Database Backups",
            null,
            List.of(new Source("db-server", DATA, "bot")),
            List.of(),
            List.of(),
            null);
    private static final int PAGE = 8192;
    private static final int ROTTEN = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final PortLeases ports = new PortLeases();
    private final List<DebianCluster> servers = new ArrayList<>();
    private Path data;
    private DebianCluster primary;
    private DebianCluster standby;
    private BackupManager manager;

    @BeforeEach
    void start() {
        assumeTrue(DebianCluster.installed(), "Debian's postgresql-15 is not installed");
        int port = ports.getAsInt();
        data = folder.resolve("db" + DATA);
        primary = DebianCluster.create(Machine.here(), data, port, folder.resolve("primary.log"));
        servers.add(primary);
        primary.createDatabase(BOT);
        primary.text(BOT, "create table ticks (id bigint primary key, text text)");
        primary.text(BOT, "create extension amcheck");
        primary.text(BOT, "insert into ticks select n, repeat('x', 200) from generate_series(1, 2000) n");
        standby = primary.follower(
                Machine.here(), folder.resolve("standby"), ports.getAsInt(), folder.resolve("standby.log"), SLOT);
        servers.add(standby);
        Host host = new Host(
                "db-server",
                "127.0.0.1",
                Map.of(),
                null,
                folder.resolve("db"),
                null,
                Map.of("bot", new Host.Database(BOT, port, primary.user(), SecretRef.parse("env:BOT_PASSWORD"))));
        manager = new BackupManager(
                Map.of("database", List.of(new FolderObjectStore("local", folder.resolve("local")))),
                TestKeys.ENCRYPTED,
                Map.of("db-server", host),
                new SqlClient(Map.of("BOT_PASSWORD", primary.password())),
                Clock.systemUTC(),
                Duration.ofSeconds(60));
    }

    @AfterEach
    void stop() {
        servers.reversed().forEach(DebianCluster::close);
        ports.close();
    }

    @Test
    void shouldRestoreARottenPrimaryToItsLastRowAndGiveItAStandbyAgain() throws Exception {
        // given: a snapshot, rows since then, and a page that rots
        Taken taken = (Taken) manager.take(GROUP);
        primary.text(BOT, "insert into ticks select n, 'since' from generate_series(2001, 3000) n");
        String file = primary.text(BOT, "select pg_relation_filepath('ticks')");
        primary.stop();
        flip(data.resolve(file), ROTTEN * PAGE + PAGE / 2);
        primary.start();
        assertThat(primary.amcheck(BOT).status()).isEqualTo(2);
        assertThat(((Failed) manager.take(GROUP)).reason()).contains(file, "page " + ROTTEN);
        primary.stop();
        await().atMost(PATIENCE).until(() -> standby.text(BOT, "select count(*) from ticks"), "3000"::equals);

        // when
        Restored restored = (Restored) manager.restore(GROUP, null, true);

        // then
        assertThat(restored.snapshot()).isEqualTo(taken.snapshot());
        assertThat(restored.detail()).isEqualTo("with all WAL of the replaced cluster");
        primary.start();
        await().atMost(PATIENCE).until(() -> primary.text("postgres", "select pg_is_in_recovery()"), "f"::equals);
        assertThat(primary.text(BOT, "select count(*) from ticks")).isEqualTo("3000");
        assertThat(primary.amcheck(BOT)).isEqualTo(new DebianCluster.Outcome(0, ""));

        // and: it is on a new timeline and has no slot, so its standby is made anew
        standby.close();
        DebianCluster anew = primary.follower(
                Machine.here(), folder.resolve("anew"), ports.getAsInt(), folder.resolve("anew.log"), SLOT);
        servers.add(anew);
        primary.text(BOT, "insert into ticks values (4000, 'after')");
        await().atMost(PATIENCE).until(() -> anew.text(BOT, "select count(*) from ticks"), "3001"::equals);
        assertThat(anew.amcheck(BOT)).isEqualTo(new DebianCluster.Outcome(0, ""));
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
