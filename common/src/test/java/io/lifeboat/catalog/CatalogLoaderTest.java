package io.lifeboat.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogLoaderTest {

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        ShippedCatalog.copyTo(folder);
    }

    @Test
    void shouldSayAllOfItInOneException() throws IOException {
        // given
        edit("drills.yaml", "monthly", "sometimes");
        edit("components.yaml", "rto: 15m", "rto: soon");

        // then
        assertThatThrownBy(() -> CatalogLoader.load(folder))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("2 problems")
                .hasMessageContaining("components.yaml:4:")
                .hasMessageContaining("drills.yaml:4:");
    }

    @Test
    void shouldChangeItsHashWithAnyFile() throws IOException {
        // given
        Catalog before = CatalogLoader.load(folder);

        // when
        edit("drills.yaml", "monthly", "weekly");
        edit("procedures/mt5-connection-loss.yaml", "attempts: 2, per: 1h", "attempts: 1, per: 1h");
        Catalog after = CatalogLoader.load(folder);

        // then
        assertThat(after.hash()).isNotEqualTo(before.hash());
        assertThat(hash(after, "mt5-connection-loss")).isNotEqualTo(hash(before, "mt5-connection-loss"));
        assertThat(hash(after, "api-service-failure")).isEqualTo(hash(before, "api-service-failure"));
    }

    @Test
    void shouldGiveTheBackupsThoughAllElseIsBroken() throws IOException {
        // given
        Catalog whole = CatalogLoader.load(folder);
        edit("drills.yaml", "monthly", "sometimes");
        edit("procedures/mt5-connection-loss.yaml", "attempts: 2, per: 1h", "attempts: many");
        Files.delete(folder.resolve("detection.yaml"));

        // when
        BackupCatalog backups = CatalogLoader.backups(folder);

        // then
        assertThat(backups.backups()).isEqualTo(whole.backups());
        assertThat(backups.hosts()).isEqualTo(whole.hosts());
    }

    @Test
    void shouldRefuseBackupsOfAHostThatIsNone() throws IOException {
        // given
        edit("backups.yaml", "host: trading-server", "host: trading-serve");

        // then
        assertThatThrownBy(() -> CatalogLoader.backups(folder))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("backups.yaml")
                .hasMessageContaining("trading-serve");
    }

    private static String hash(Catalog catalog, String procedure) {
        return Objects.requireNonNull(catalog.procedures().get(procedure)).hash();
    }

    private void edit(String file, String what, String with) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(what);
        int at = text.indexOf(what);
        Files.writeString(path, text.substring(0, at) + with + text.substring(at + what.length()));
    }
}
