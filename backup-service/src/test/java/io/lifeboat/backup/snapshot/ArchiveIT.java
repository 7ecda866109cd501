package io.lifeboat.backup.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Restored;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.BackupGroup.Source;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.SecretRef;
import io.lifeboat.sql.SqlClient;
import io.lifeboat.testing.TestStack;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trades that are archived out of a database, as a file that only grows. */
class ArchiveIT {

    private static final String PATH = "/archive/trades.csv";
    private static final BackupGroup GROUP = group("select * from trades order by number;");

    @TempDir
    Path folder;

    private final MemoryObjectStore local = new MemoryObjectStore("local", Clock.systemUTC());
    private String url;
    private BackupManager manager;

    @BeforeEach
    void write() throws Exception {
        url = TestStack.newDatabase();
        sql("create table trades (number bigint primary key, symbol text, lots numeric, note text)");
        insert(1, 120_000);
        Files.createDirectories(folder.resolve("db-server/archive"));
        URI address = URI.create(url.substring("jdbc:".length()));
        Host host = new Host(
                "db-server",
                address.getHost(),
                Map.of(),
                null,
                folder.resolve("db-server"),
                null,
                Map.of(
                        "bot",
                        new Host.Database(
                                address.getPath().substring(1),
                                address.getPort(),
                                TestStack.postgres().user(),
                                SecretRef.parse("env:BOT_PASSWORD"))));
        manager = new BackupManager(
                Map.of(GROUP.id(), List.of(local)),
                TestKeys.ENCRYPTED,
                Map.of("db-server", host),
                new SqlClient(Map.of("BOT_PASSWORD", TestStack.postgres().password())),
                Clock.systemUTC(),
                Duration.ofSeconds(60));
    }

    @Test
    void shouldArchiveWhatIsNewAndRestoreAllOfItOrAPart() throws Exception {
        // given
        Taken first = (Taken) manager.take(GROUP);
        insert(120_001, 120_500);

        // when
        Taken second = (Taken) manager.take(GROUP);

        // then: of what was archived before, only the end is stored again
        assertThat(first.bytes()).isGreaterThan(8 << 20);
        assertThat(second.storedBytes()).isLessThan(first.storedBytes() / 2);
        SnapshotManifest manifest =
                manager.depot(GROUP).repositories().getFirst().manifest(GROUP.id(), second.snapshot());
        assertThat(manifest.frames())
                .allSatisfy(frame -> assertThat(frame.dictionary()).isNegative())
                .allSatisfy(frame -> assertThat(frame.plain()).isBetween(1, 4 << 20))
                .hasSizeGreaterThan(2);

        // and: a part of it, without the rest
        byte[] all = content(second.snapshot());
        assertThat(new String(all, UTF_8))
                .startsWith("number,symbol,lots,note\n1,EURUSD,0.01,")
                .contains("\n120500,EURUSD,");
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        manager.copyPart(GROUP, second.snapshot(), PATH, (4 << 20) - 10, 20, part);
        assertThat(part.toByteArray()).isEqualTo(Arrays.copyOfRange(all, (4 << 20) - 10, (4 << 20) + 10));

        // and: all of it, where the catalog says
        assertThat(manager.restore(GROUP, null, false)).isInstanceOf(Restored.class);
        assertThat(Files.readAllBytes(folder.resolve("db-server" + PATH))).isEqualTo(all);
        assertThat(Files.getPosixFilePermissions(folder.resolve("db-server" + PATH)))
                .hasSize(2);
    }

    @Test
    void shouldSayWhatIsWrongWithTheQuery() {
        assertThat(((Failed) manager.take(group("select * from no_such_table"))).reason())
                .contains("the archive of 'bot' of db-server", "no_such_table");
        assertThat(local.keys()).noneMatch(key -> key.startsWith("manifests/"));
    }

    private static BackupGroup group(String query) {
        return new BackupGroup(
                "historical-trades",
                "Historical Trades",
                null,
                List.of(new Source("db-server", PATH, "bot", query)),
                List.of(),
                List.of(),
                null);
    }

    private byte[] content(String snapshot) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        manager.copyFile(GROUP, snapshot, PATH, all);
        return all.toByteArray();
    }

    private void insert(int from, int to) throws Exception {
        sql(
                "insert into trades select n, 'EURUSD', 0.01, md5(n::text) || md5((n + 1)::text) from generate_series(%d, %d) n"
                        .formatted(from, to));
    }

    private void sql(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        url, TestStack.postgres().user(), TestStack.postgres().password());
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
