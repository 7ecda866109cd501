package io.lifeboat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A primary and the standby that follows it, from the first row to the day that the primary rots. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DebianClusterIT {

    private static final String BOT = "forex_bot";
    private static final String SLOT = "standby_server";
    private static final int PAGE = 8192;
    private static final int ROTTEN = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PortLeases ports = new PortLeases();
    private final List<DebianCluster> servers = new ArrayList<>();
    private Path primaryData;
    private DebianCluster primary;
    private DebianCluster standby;

    @BeforeAll
    void start(@TempDir Path folder) {
        assumeTrue(DebianCluster.installed(), "Debian's postgresql-15 is not installed");
        primaryData = folder.resolve("primary");
        primary = DebianCluster.create(Machine.here(), primaryData, ports.getAsInt(), folder.resolve("primary.log"));
        servers.add(primary);
        primary.createDatabase(BOT);
        primary.text(BOT, "create table ticks (id bigint primary key, text text)");
        primary.text(BOT, "insert into ticks select n, repeat('x', 200) from generate_series(1, 2000) n");
        primary.text(BOT, "create extension amcheck");
        standby = primary.follower(
                Machine.here(), folder.resolve("standby"), ports.getAsInt(), folder.resolve("standby.log"), SLOT);
        servers.add(standby);
    }

    @AfterAll
    void stop() {
        servers.reversed().forEach(DebianCluster::close);
        ports.close();
    }

    @Test
    @Order(1)
    void shouldReplicateWhatIsCommitted() {
        // when
        primary.text(BOT, "insert into ticks values (0, 'new')");

        // then
        await().atMost(PATIENCE).until(() -> count(standby, "id = 0"), "1"::equals);
        assertThatThrownBy(() -> standby.text(BOT, "insert into ticks values (-1, 'here')"))
                .hasMessageContaining("read-only transaction");
    }

    @Test
    @Order(2)
    void shouldTellHowFarTheStandbyIsBehind() {
        // given: what the standby has taken, it applies no more
        await().atMost(PATIENCE).until(() -> primary.replicationLagBytes(SLOT) == 0);
        standby.text("postgres", "select pg_wal_replay_pause()");

        // when
        primary.text(BOT, "insert into ticks select n, 'late' from generate_series(5001, 6000) n");

        // then
        await().atMost(PATIENCE).until(() -> primary.replicationLagBytes(SLOT) > 50_000);
        assertThat(count(standby, "text = 'late'")).isEqualTo("0");
        standby.text("postgres", "select pg_wal_replay_resume()");
        await().atMost(PATIENCE).until(() -> primary.replicationLagBytes(SLOT) == 0);
        assertThat(count(standby, "text = 'late'")).isEqualTo("1000");
    }

    @Test
    @Order(3)
    void shouldKeepForAStandbyThatIsAwayWhatItHasNotTaken() {
        // given
        standby.stop();

        // when
        primary.text(BOT, "insert into ticks values (7000, 'away')");
        primary.text("postgres", "select pg_switch_wal()");
        primary.text("postgres", "checkpoint");
        assertThat(primary.replicationLagBytes(SLOT)).isPositive();
        standby.start();

        // then
        await().atMost(PATIENCE).until(() -> count(standby, "id = 7000"), "1"::equals);
    }

    @Test
    @Order(4)
    void shouldFindARottenPageOnThePrimaryAndNotOnTheStandby() throws IOException {
        // given
        assertThat(primary.amcheck(BOT)).isEqualTo(new DebianCluster.Outcome(0, ""));
        String file = primary.text(BOT, "select pg_relation_filepath('ticks')");
        primary.stop();

        // when
        flip(primaryData.resolve(file), ROTTEN * PAGE + PAGE / 2);
        primary.start();

        // then
        assertThat(primary.amcheck(BOT)).satisfies(found -> {
            assertThat(found.status()).isEqualTo(2);
            assertThat(found.output()).contains("invalid page in block " + ROTTEN + " of relation " + file);
        });
        assertThatThrownBy(() -> count(primary, "true")).hasMessageContaining("invalid page in block " + ROTTEN);
        await().atMost(PATIENCE).until(() -> primary.replicationLagBytes(SLOT) == 0);
        assertThat(standby.amcheck(BOT)).isEqualTo(new DebianCluster.Outcome(0, ""));
        assertThat(count(standby, "true")).isEqualTo("3002");
    }

    @Test
    @Order(5)
    void shouldTakeWritesOnThePromotedStandby() {
        // given
        primary.kill();

        // when
        standby.promote();

        // then
        assertThat(standby.text("postgres", "select pg_is_in_recovery()")).isEqualTo("f");
        standby.text(BOT, "insert into ticks values (8000, 'promoted')");
        assertThat(count(standby, "true")).isEqualTo("3003");
        assertThat(standby.amcheck(BOT)).isEqualTo(new DebianCluster.Outcome(0, ""));
    }

    private static String count(DebianCluster server, String where) {
        return server.text(BOT, "select count(*) from ticks where " + where);
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
