package io.lifeboat.probe;

import org.jspecify.annotations.Nullable;

/** The answer to a probe, always with the reason in words for a person. */
public sealed interface ProbeResult {

    String detail();

    /** @param value what the probe read, where it reads something */
    record Healthy(@Nullable String value, String detail) implements ProbeResult {}

    /** The bot answered, and the answer is no; or it did not answer in time. */
    record Unhealthy(@Nullable String value, String detail) implements ProbeResult {}

    /** The question could not be asked, for a reason on our side (a missing key, a host key that differs): says nothing about the bot. */
    record Unasked(String detail) implements ProbeResult {}
}
