package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.backup.snapshot.Target.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder with a tablespace: several places, and never some old and some new. */
class SwapTest {

    private static final String FOLDER = "PG_15_1";

    @TempDir
    Path folder;

    private Path data;
    private Path location;
    private Target cluster;
    private Target tablespace;

    @BeforeEach
    void make() throws IOException {
        data = folder.resolve("data");
        location = folder.resolve("fast");
        cluster = new Target("db:/data", data, data, List.of(), new Kind.Cluster(), false);
        Path own = location.resolve(FOLDER);
        tablespace =
                new Target("db:/fast/" + FOLDER, own, own, List.of(), new Kind.Tablespace(location.toString()), false);
        Files.createDirectories(data.resolve("pg_tblspc"));
        Files.createSymbolicLink(data.resolve("pg_tblspc/16384"), location);
        Files.createSymbolicLink(data.resolve("pg_tblspc/16385"), folder.resolve("another"));
        write(own.resolve("rows"), "old");
        write(location.resolve("lost+found/note"), "not the server's");
        write(cluster.stage().resolve("PG_VERSION"), "15");
        write(tablespace.stage().resolve("rows"), "new");
    }

    @Test
    void shouldKeepTheOldClusterWholeAndApartFromTheNew() throws IOException {
        // when
        List<String> kept = new Swap("S", false).all(List.of(cluster, tablespace));

        // then
        assertThat(kept).containsExactly("db:/data.replaced-by-S", "db:/fast/replaced-by-S/" + FOLDER);
        assertThat(data.resolve("PG_VERSION")).hasContent("15");
        assertThat(location.resolve(FOLDER + "/rows")).hasContent("new");
        assertThat(location.resolve("lost+found/note")).hasContent("not the server's");
        Path old = folder.resolve("data.replaced-by-S/pg_tblspc");
        assertThat(old.resolve("16384/" + FOLDER + "/rows")).hasContent("old");
        assertThat(Files.readSymbolicLink(old.resolve("16385"))).isEqualTo(folder.resolve("another"));
    }

    @Test
    void shouldLeaveNoDataFolderOnWhichAServerStartsUntilAllIsThere() throws IOException {
        // given: what is staged for the tablespace is gone
        Files.delete(tablespace.stage().resolve("rows"));
        Files.delete(tablespace.stage());

        // when
        assertThatThrownBy(() -> new Swap("S", false).all(List.of(cluster, tablespace)))
                .hasMessageContaining("db:/fast/" + FOLDER + " was not replaced")
                .hasMessageContaining("replaced already: [db:/data.replaced-by-S, db:/fast/replaced-by-S");

        // then
        assertThat(data).doesNotExist();
        assertThat(folder.resolve("data.replaced-by-S/pg_tblspc/16384/" + FOLDER + "/rows"))
                .hasContent("old");

        // and: the WAL that lies there is found
        assertThat(cluster.replaced()).isEqualTo(folder.resolve("data.replaced-by-S"));

        // and: done again it ends, and nothing that was kept is replaced
        write(tablespace.stage().resolve("rows"), "new");
        assertThat(new Swap("S", false).all(List.of(cluster, tablespace))).isEmpty();
        assertThat(data.resolve("PG_VERSION")).hasContent("15");
        assertThat(location.resolve("replaced-by-S/" + FOLDER + "/rows")).hasContent("old");
        assertThat(cluster.replaced()).isEqualTo(data);
        assertThat(cluster.stage().resolveSibling(".data.restoring.aside")).doesNotExist();
    }

    @Test
    void shouldLeadTheOldClusterNowhereWhereItsTablespaceWasLost() throws IOException {
        // given
        Files.delete(location.resolve(FOLDER + "/rows"));
        Files.delete(location.resolve(FOLDER));

        // when
        assertThat(new Swap("S", false).all(List.of(cluster, tablespace))).containsExactly("db:/data.replaced-by-S");

        // then: not to what is restored
        assertThat(folder.resolve("data.replaced-by-S/pg_tblspc/16384")).doesNotExist();
        assertThat(location.resolve(FOLDER + "/rows")).hasContent("new");
    }

    @Test
    void shouldLetNoServerStartOnWhatWouldWriteToTheRestoredByItsWal() throws IOException {
        // given
        write(data.resolve("PG_VERSION"), "15");

        // when
        new Swap("S", true).all(List.of(cluster, tablespace));

        // then
        assertThat(folder.resolve("data.replaced-by-S/PG_VERSION")).doesNotExist();
        assertThat(folder.resolve("data.replaced-by-S/" + Swap.BLOCKED)).hasContent("15");
        assertThat(data.resolve("PG_VERSION")).hasContent("15");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
