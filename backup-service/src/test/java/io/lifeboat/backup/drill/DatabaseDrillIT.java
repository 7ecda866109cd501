package io.lifeboat.backup.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.database.DebianBot;
import io.lifeboat.backup.snapshot.BackupManager;
import io.lifeboat.backup.snapshot.BackupOutcome;
import io.lifeboat.backup.snapshot.BackupOutcome.Cause;
import io.lifeboat.backup.snapshot.BackupOutcome.DrillFailed;
import io.lifeboat.backup.snapshot.BackupOutcome.DrillPassed;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.BackupGroup.Invariant;
import io.lifeboat.catalog.BackupGroup.RestoreDrill;
import io.lifeboat.catalog.Host;
import io.lifeboat.embedded.DebianCluster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
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

/** Drills of Debian's PostgreSQL 15: one that is well, and each kind of trouble that a checksum does not show. */
class DatabaseDrillIT {

    private static final String BOT = DebianBot.NAME;
    private static final BackupGroup GROUP = DebianBot.group(new RestoreDrill(
            "full",
            List.of(
                    new Invariant(
                            "no-fill-without-an-order",
                            "select id from fills where order_id not in (select id from orders);"),
                    new Invariant("positions-equal-the-sum-of-fills", """
                                    with filled as (select symbol, sum(lots) as lots from fills group by symbol)
                                    select symbol from positions full join filled using (symbol)
                                    where coalesce(positions.lots, 0) <> coalesce(filled.lots, 0)
                                    """))));

    @TempDir
    Path folder;

    private DebianBot bot;
    private DebianCluster live;
    private BackupManager manager;
    private Drills drills;

    @BeforeEach
    void start() {
        bot = DebianBot.start(folder, "local");
        live = bot.primary();
        live.text(BOT, "create table orders (id bigint primary key)");
        live.text(BOT, "create table fills (id bigint primary key, order_id bigint, symbol text, lots bigint)");
        live.text(BOT, "create table positions (symbol text primary key, lots bigint)");
        live.text(BOT, "insert into orders select n from generate_series(1, 500) n");
        live.text(BOT, "insert into fills select n, n, 'EURUSD', 1 from generate_series(1, 500) n");
        live.text(BOT, "insert into positions values ('EURUSD', 500)");
        manager = bot.manager("database");
        drills = drills(bot.hosts(), DrillSettings.DEBIAN);
    }

    @AfterEach
    void stop() {
        if (bot != null) {
            bot.close();
        }
    }

    @Test
    void shouldRestoreRecoverAndFindWhatIsWrong() throws Exception {
        // given: a table in a tablespace, which must not be reached either
        Path fast = Files.createDirectories(bot.root().resolve("mnt/fast"));
        live.text(BOT, "create tablespace fast location '%s'".formatted(fast));
        live.text(BOT, "alter table fills set tablespace fast");

        // given: settings that must not reach anything that runs
        Path archived = folder.resolve("archived");
        live.text(BOT, "alter system set archive_mode = 'on'");
        live.text(BOT, "alter system set archive_command = 'touch %s'".formatted(archived));
        live.text(BOT, "alter system set synchronous_standby_names = 'nobody'");
        assertThat(manager.take(GROUP)).isInstanceOf(Taken.class);

        // when
        BackupOutcome well = drills.drill(GROUP, null);

        // then
        assertThat(well).isInstanceOf(DrillPassed.class);
        DrillPassed passed = (DrillPassed) well;
        assertThat(passed.detail())
                .contains("PostgreSQL 15", "has recovered what the snapshot has itself", "2 invariants were asked");
        assertThat(passed.median()).isPositive();
        System.out.printf(
                "a drill: %s, usable after %d ms%n",
                passed.detail(), passed.took().toMillis());
        assertThat(archived).doesNotExist();
        assertThat(live.text(BOT, "select count(*) from pg_extension where extname = 'amcheck'"))
                .isEqualTo("0");

        // and: what is wanting here is no fault of the snapshot
        DrillFailed wanting =
                (DrillFailed) drills(bot.hosts(), "/nowhere/{version}").drill(GROUP, null);
        assertThat(wanting.findings()).singleElement().asString().contains("/nowhere/15/postgres", "install it");
        assertThat(wanting.cause()).isEqualTo(Cause.OTHER);

        // when: an index that does not lead to its rows, and fills that nobody ordered
        live.text(BOT, "create function twice(bigint) returns bigint immutable language sql as 'select $1 * 2'");
        live.text(BOT, "create index fills_twice on fills (twice(id))");
        live.text(
                BOT,
                "create or replace function twice(bigint) returns bigint immutable language sql as 'select $1 * 3'");
        live.text(BOT, "insert into fills select n, n + 100000, 'EURUSD', 0 from generate_series(501, 540) n");
        live.text(BOT, "update positions set lots = 499");
        assertThat(manager.take(GROUP)).isInstanceOf(Taken.class);
        DrillFailed broken = (DrillFailed) drills.drill(GROUP, null);

        // then
        assertThat(broken.cause()).isEqualTo(Cause.DAMAGED);
        assertThat(broken.findings())
                .anySatisfy(finding -> assertThat(finding).contains("pg_amcheck", "fills_twice"))
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith(
                                "the invariant 'no-fill-without-an-order' is broken by more than 10 rows: 501, 502"))
                .contains("the invariant 'positions-equal-the-sum-of-fills' is broken by 1 rows: EURUSD");

        // when: a page that was spoilt before its checksum was made
        live.text(BOT, "drop index fills_twice");
        live.text(BOT, "delete from fills where id > 500");
        live.text(BOT, "update positions set lots = 500");
        live.text(BOT, "alter system reset all");
        String file = live.text(BOT, "select pg_relation_filepath('fills')");
        live.stop();
        withoutChecksums();
        assertThat(file).startsWith("pg_tblspc/");
        flipFirstLinePointer(bot.data().resolve(file));
        live.start();
        assertThat(manager.take(GROUP)).isInstanceOf(Taken.class);
        DrillFailed page = (DrillFailed) drills.drill(GROUP, null);

        // then
        assertThat(page.findings()).anySatisfy(finding -> assertThat(finding).contains("line pointer"));
        assertThat(drills.reports(GROUP).stream().map(DrillReport::isPassed))
                .containsExactly(false, false, false, true);
        assertThat(drills.times(GROUP).orElseThrow().drills()).isEqualTo(1);
    }

    private Drills drills(Map<String, Host> hosts, String programs) {
        return new Drills(
                manager,
                hosts,
                Map.of(),
                new DrillSettings(folder.resolve("drills"), programs, Duration.ofSeconds(60)),
                Clock.systemUTC());
    }

    private void withoutChecksums() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(
                "/usr/lib/postgresql/15/bin/pg_checksums",
                "--disable",
                "-D",
                bot.data().toString()));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    /** No tuple begins at an odd byte. */
    private static void flipFirstLinePointer(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, 24);
            one.put(0, (byte) (one.get(0) ^ 1)).flip();
            channel.write(one, 24);
        }
    }
}
