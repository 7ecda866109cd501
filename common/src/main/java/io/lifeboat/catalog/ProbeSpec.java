package io.lifeboat.catalog;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A question to the bot that has a yes, a no, and often a value.
 *
 * @param watch how the detector asks it by itself; none for a probe that only procedures use
 * @param from the vantage point from which it is asked; none: from where the service runs
 * @param reference whether it asks what has nothing to do with the bot, to know whether the asker sees anything at all
 */
public record ProbeSpec(
        String id,
        String component,
        Check check,
        @Nullable Watch watch,
        @Nullable String from,
        boolean reference) {

    /** Asked from where the service runs. */
    public ProbeSpec(String id, String component, Check check, @Nullable Watch watch) {
        this(id, component, check, watch, null, false);
    }

    /** What is asked. */
    public sealed interface Check {

        /** How long the answer may take. */
        Duration within();
    }

    /**
     * Healthy if the answer has this status, and if the value at {@code value} is what was asked for.
     *
     * @param value a JSON Pointer into the answer's body: the probe's value; none: the body is not read
     * @param equals what the value must be; none: any will do
     */
    public record Http(
            URI url,
            int status,
            @Nullable String value,
            @Nullable String equals,
            Duration within) implements Check {}

    /** Healthy if a connection opens. */
    public record Tcp(String address, int port, Duration within) implements Check {}

    /**
     * Healthy if the command ends with exit status 0 and its output matches. The trimmed output is the probe's value.
     *
     * @param matches a regular expression that must be found in the output; none: any will do
     */
    public record SshCommand(
            String host, String run, @Nullable String matches, Duration within) implements Check {}

    /**
     * The first column of the first row is the probe's value.
     *
     * @param equals what it must be; none: any will do
     * @param atMost the number that it must not be above; none: any will do
     */
    public record Sql(
            String host,
            String database,
            String query,
            @Nullable String equals,
            @Nullable Integer atMost,
            Duration within)
            implements Check {}

    /**
     * @param symptom what it means when the answer is no
     * @param raiseAfter consecutive failures until the symptom is there
     * @param clearAfter consecutive successes until it is gone
     */
    public record Watch(String symptom, Duration every, int raiseAfter, int clearAfter) {}
}
