package io.lifeboat.detector.scenario;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A scenario as an operator sees it.
 *
 * @param state {@code absent}, {@code pending} or {@code open}
 * @param reason the judge's
 */
public record ScenarioView(
        String scenario,
        String state,
        String reason,
        @Nullable Instant since) {}
