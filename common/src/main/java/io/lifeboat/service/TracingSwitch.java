package io.lifeboat.service;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Traces are off unless {@code OTEL_EXPORTER_OTLP_ENDPOINT} says where to send them. */
public final class TracingSwitch implements ConfigSourceFactory {

    /** Below application.properties (250), above the defaults of this jar (100). */
    private static final int ORDINAL = 110;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String endpoint = context.getValue("otel.exporter.otlp.endpoint").getValue();
        boolean off = endpoint == null || endpoint.isBlank();
        return List.of(new PropertiesConfigSource(
                Map.of("quarkus.otel.sdk.disabled", String.valueOf(off)), "tracing switch", ORDINAL));
    }
}
