package io.lifeboat.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectorConfigTest {

    @Test
    void shouldHaveDefaults() {
        // when
        DetectorConfig config = config(Map.of());

        // then
        assertThat(config.state()).isEqualTo(Path.of("detector-state"));
        assertThat(config.confirmEvery()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.logPoll()).isEqualTo(Duration.ofMillis(50));
        assertThat(config.vantage()).isEqualTo("detector-1");
        assertThat(config.spoolLimit().asLongValue()).isEqualTo(64 * 1024 * 1024);
    }

    @Test
    void shouldTakeEverythingFromTheEnvironment() {
        // when
        DetectorConfig config = config(Map.of(
                "LIFEBOAT_DETECTOR_STATE", "/var/lib/lifeboat",
                "LIFEBOAT_DETECTOR_CONFIRM_EVERY", "25ms",
                "LIFEBOAT_DETECTOR_LOG_POLL", "1s",
                "LIFEBOAT_DETECTOR_VANTAGE", "frankfurt",
                "LIFEBOAT_DETECTOR_SPOOL_LIMIT", "1G"));

        // then
        assertThat(config.state()).isEqualTo(Path.of("/var/lib/lifeboat"));
        assertThat(config.confirmEvery()).isEqualTo(Duration.ofMillis(25));
        assertThat(config.logPoll()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.vantage()).isEqualTo("frankfurt");
        assertThat(config.spoolLimit().asLongValue()).isEqualTo(1024 * 1024 * 1024);
    }

    @ParameterizedTest
    @CsvSource({
        "LIFEBOAT_DETECTOR_CONFIRM_EVERY, soon, lifeboat.detector.confirm-every",
        "LIFEBOAT_DETECTOR_LOG_POLL, often, lifeboat.detector.log-poll",
        "LIFEBOAT_DETECTOR_SPOOL_LIMIT, much, lifeboat.detector.spool-limit"
    })
    void shouldNameTheSettingThatIsWrong(String variable, String value, String setting) {
        // when then
        assertThatThrownBy(() -> config(Map.of(variable, value))).hasMessageContaining(setting);
    }

    private static DetectorConfig config(Map<String, String> environment) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(
                        new EnvConfigSource(environment, 300),
                        new PropertiesConfigSource(Map.of("lifeboat.instance", "detector-1"), "instance", 100))
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(io.quarkus.runtime.configuration.MemorySize.class, 200, new MemorySizeConverter())
                .withMapping(DetectorConfig.class)
                .build();
        return config.getConfigMapping(DetectorConfig.class);
    }
}
