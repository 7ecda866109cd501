package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Host;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TablespaceLocationTest {

    private static final String DATA = "/var/lib/postgresql/data";

    @ParameterizedTest
    @CsvSource({
        // the host itself; one that is mounted; one that is a folder of this machine, whose server says where that is
        "/,            /mnt/fast,          /mnt/fast",
        "/hosts/db,    /mnt/fast,          /hosts/db/mnt/fast",
        "/tmp/demo/db, /tmp/demo/db/mnt/x, /tmp/demo/db/mnt/x",
        "/hosts/db,    /hosts/other/x,     /hosts/db/hosts/other/x",
        "/hosts/db,    /hosts/dbx,         /hosts/db/hosts/dbx",
        "/,            /var/lib/postgresql/data2, /var/lib/postgresql/data2"
    })
    void shouldLookNowhereButInTheHostsOwnFolder(Path files, String location, Path expected) {
        // given
        Host host = new Host("db-server", "db", Map.of(), null, files);

        // then
        assertThat(TablespaceLocation.of(host, host.resolve(DATA), location))
                .isEqualTo(new TablespaceLocation.Here(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "mnt/fast",
                "/mnt/../etc",
                "",
                "/mnt/fast\0",
                "/var/lib/postgresql/data",
                "/var/lib/postgresql/data/fast"
            })
    void shouldRefuseWhereNoTablespaceMayBe(String location) {
        // given
        Host host = new Host("db-server", "db", Map.of(), null, Path.of("/hosts/db"));

        // then
        assertThat(TablespaceLocation.of(host, host.resolve(DATA), location))
                .isInstanceOf(TablespaceLocation.Refused.class);
    }
}
