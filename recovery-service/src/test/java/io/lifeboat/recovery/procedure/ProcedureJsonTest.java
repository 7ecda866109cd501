package io.lifeboat.recovery.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.catalog.CatalogLoader;
import io.lifeboat.catalog.Procedure;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcedureJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"mt5-connection-loss", "api-service-failure"})
    void shouldReadBackAShippedProcedureAsItWasPinned(String id) {
        // given
        Procedure shipped = Objects.requireNonNull(
                CatalogLoader.load(Path.of("../catalog")).procedures().get(id));

        // when
        Procedure read = ProcedureJson.read(ProcedureJson.write(shipped));

        // then
        assertThat(read).isEqualTo(shipped);
        assertThat(read.phases().values().stream()
                        .mapToLong(groups -> groups.size())
                        .sum())
                .isGreaterThan(5);
    }

    @Test
    void shouldSayThatThePinnedProcedureCannotBeRead() {
        assertThatThrownBy(() -> ProcedureJson.read("{\"id\": 7"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pinned procedure");
    }
}
