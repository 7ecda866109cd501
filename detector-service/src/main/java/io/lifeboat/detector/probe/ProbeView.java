package io.lifeboat.detector.probe;

import java.time.Instant;

/**
 * A probe as an operator sees it.
 *
 * @param state {@code not-asked}, {@code healthy}, {@code suspect} or {@code raised}
 * @param answer the last one: {@code healthy}, {@code unhealthy}, {@code unasked} or {@code none}
 */
public record ProbeView(
        String probe, String component, String symptom, String state, String answer, String detail, Instant askedAt) {}
