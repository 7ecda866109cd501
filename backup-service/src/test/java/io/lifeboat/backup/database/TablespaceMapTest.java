package io.lifeboat.backup.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablespaceMapTest {

    @Test
    void shouldReadWhatTheServerWrites() {
        // when: a folder with a space, and one with a backslash and an end of line
        TablespaceMap map = TablespaceMap.parse("16385 /mnt/fast disk\n16384 /mnt/a\\\\b\\\nc\n");

        // then
        assertThat(map.locations())
                .containsExactly(Map.entry(16384L, "/mnt/a\\b\nc"), Map.entry(16385L, "/mnt/fast disk"));
        assertThat(map.text()).isEqualTo("16384 /mnt/a\\\\b\\\nc\n16385 /mnt/fast disk\n");
        assertThat(TablespaceMap.parse(map.text())).isEqualTo(map);
    }

    @Test
    void shouldBeTheSameWhereverItComesFrom() {
        // given
        List<Tablespace> catalog = List.of(new Tablespace(16384, "fast", "/mnt/fast"));

        // then
        assertThat(TablespaceMap.of(catalog)).isEqualTo(TablespaceMap.parse("16384 /mnt/fast\n"));
        assertThat(TablespaceMap.of(catalog)).isNotEqualTo(TablespaceMap.parse("16384 /mnt/other\n"));
        assertThat(TablespaceMap.of(Map.of()).isEmpty()).isTrue();
        assertThat(TablespaceMap.of(Map.of("tablespaceMap", "16384 /mnt/fast"))).isEqualTo(TablespaceMap.of(catalog));
    }

    @ParameterizedTest
    @ValueSource(strings = {"16384", "16384 ", "../x /mnt/fast", " /mnt/fast", "99999999999 /mnt/fast"})
    void shouldRefuseWhatIsNone(String text) {
        assertThatThrownBy(() -> TablespaceMap.parse(text)).hasMessageContaining("no line of a map");
    }
}
