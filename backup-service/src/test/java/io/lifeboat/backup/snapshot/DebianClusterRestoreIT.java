package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.backup.database.DebianBot;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Restored;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.embedded.DebianCluster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan's scenario 2 on Debian's PostgreSQL 15, a primary with a standby: rot, the restore, and a standby again. */
class DebianClusterRestoreIT {

    private static final String BOT = DebianBot.NAME;
    private static final String SLOT = "standby_server";
    private static final BackupGroup GROUP = DebianBot.group(null);
    private static final int PAGE = 8192;
    private static final int ROTTEN = 3;
    private static final Duration PATIENCE = DebianBot.PATIENCE;

    @TempDir
    Path folder;

    private DebianBot bot;
    private DebianCluster primary;
    private DebianCluster standby;
    private BackupManager manager;

    @BeforeEach
    void start() {
        bot = DebianBot.start(folder, "local");
        primary = bot.primary();
        primary.text(BOT, "create table ticks (id bigint primary key, text text)");
        primary.text(BOT, "create extension amcheck");
        primary.text(BOT, "insert into ticks select n, repeat('x', 200) from generate_series(1, 2000) n");
        standby = bot.follower("standby", SLOT);
        manager = bot.manager("database");
    }

    @AfterEach
    void stop() {
        if (bot != null) {
            bot.close();
        }
    }

    @Test
    void shouldRestoreARottenPrimaryToItsLastRowAndGiveItAStandbyAgain() throws Exception {
        // given: a snapshot, rows since then, and a page that rots
        Taken taken = (Taken) manager.take(GROUP);
        primary.text(BOT, "insert into ticks select n, 'since' from generate_series(2001, 3000) n");
        String file = primary.text(BOT, "select pg_relation_filepath('ticks')");
        primary.stop();
        flip(bot.data().resolve(file), ROTTEN * PAGE + PAGE / 2);
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
        DebianBot.awaitWritable(primary);
        assertThat(primary.text(BOT, "select count(*) from ticks")).isEqualTo("3000");
        assertThat(primary.amcheck(BOT)).isEqualTo(new DebianCluster.Outcome(0, ""));

        // and: it is on a new timeline and has no slot, so its standby is made anew
        standby.close();
        DebianCluster anew = bot.follower("anew", SLOT);
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
