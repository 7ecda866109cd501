package io.lifeboat.detector;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Everything about the detector that can be set, each as {@code LIFEBOAT_DETECTOR_…} in the environment. */
@ConfigMapping(prefix = "lifeboat.detector")
interface DetectorConfig {

    /** The folder for all that survives a restart: one detector at a time may use it. */
    @WithDefault("detector-state")
    Path state();

    /** How soon a probe that has failed is asked again, until its failure is certain. */
    @WithDefault("500ms")
    Duration confirmEvery();

    /** How often each log is looked at. */
    @WithDefault("50ms")
    Duration logPoll();

    /** From where this detector sees the bot. */
    @WithDefault("${lifeboat.instance}")
    String vantage();

    /** How much may wait for Kafka before single symptoms are no longer recorded. */
    @WithDefault("64M")
    MemorySize spoolLimit();
}
