package io.lifeboat.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.ProbeSpec.Sql;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlProbeTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "0,      none",
                "30,     none",
                "30.0,   none",
                "-1,     none",
                "30.1,   ', not at most 30'",
                "1e9,    ', not at most 30'",
                "none,   ', not at most 30'",
                "'',     ', which is no number'",
                "a lot,  ', which is no number'",
            })
    void shouldTakeANumberUpToTheLimitAndNothingElse(@Nullable String value, @Nullable String wrong) {
        // given
        Sql check = new Sql("standby-server", "bot", "select 1", null, 30, Duration.ofSeconds(1));

        // when, then
        assertThat(SqlProbe.wrong(value, check)).isEqualTo(wrong);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"f, none", "t, ', not f'", "none, ', not f'"})
    void shouldTakeOnlyWhatIsAskedFor(@Nullable String value, @Nullable String wrong) {
        // given
        Sql check = new Sql("db-server", "bot", "select 1", "f", null, Duration.ofSeconds(1));

        // when, then
        assertThat(SqlProbe.wrong(value, check)).isEqualTo(wrong);
    }
}
