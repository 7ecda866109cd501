package io.lifeboat.backup.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterFilesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "base/16384/2619",
                "global/1262_fsm",
                "pg_tblspc/16385/PG_15_202209061/16384/16390",
                "pg_tblspc/16385/PG_15_202209061/16384/16390_vm.1"
            })
    void shouldReadRelationsPageByPageWhereverTheyLie(String path) {
        assertThat(ClusterFiles.isRelation(path)).isTrue();
        assertThat(ClusterFiles.belongs(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_tblspc/16385/PG_15_202209061/16384/PG_VERSION",
                "pg_tblspc/16385/PG_15_202209061/16384/t3_16390",
                "pg_tblspc/16385/16390"
            })
    void shouldTakeOtherFilesForNoRelations(String path) {
        assertThat(ClusterFiles.isRelation(path)).isFalse();
        assertThat(ClusterFiles.belongs(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_tblspc/16385/PG_15_202209061/pgsql_tmp", "tablespace_map", "pg_wal/x"})
    void shouldLeaveOutWhatTheServerMakesAnew(String path) {
        assertThat(ClusterFiles.belongs(path)).isFalse();
    }
}
