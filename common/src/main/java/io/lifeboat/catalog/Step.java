package io.lifeboat.catalog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One step of a procedure.
 *
 * @param name unique in the procedure
 * @param title what it does, in the plan's words, for a person
 * @param verify how to find out whether the act took place when that is unknown
 */
public record Step(
        String name,
        String title,
        Action action,
        Effect effect,
        Duration timeout,
        Retry retry,
        OnFailure onFailure,
        @Nullable Verify verify) {

    /** What repeating the step would do. */
    public enum Effect {
        /** Doing it twice is as good as once. */
        IDEMPOTENT,
        /** Doing it twice does harm: an outcome that is unknown is not repeated. */
        AT_MOST_ONCE,
        /** Can be taken back by another step. Not repeated either. */
        COMPENSATABLE
    }

    /** @param attempts in all, so 1 is no retry */
    public record Retry(int attempts, Duration backoff) {}

    public record Verify(String probe, @Nullable String equals) {}

    /** What the step does. */
    public sealed interface Action {}

    /**
     * A command on a host.
     *
     * @param until done, and well, as soon as a line of output matches this; none: when the command ends with status 0
     * @param since only output after the last line that matches this counts for {@code until}
     */
    public record SshAction(
            String host,
            String run,
            @Nullable String until,
            @Nullable String since) implements Action {}

    /** Well if the probe is healthy and, where asked, has this value. */
    public record ProbeAction(String probe, @Nullable String equals) implements Action {}

    /** @param resolve whether it says that the trouble is over */
    public record PageAction(String role, String text, boolean resolve) implements Action {}

    /** @param verb {@code take} or {@code verify} */
    public record BackupAction(String verb, String backup) implements Action {}

    /** A person of the role does something and says how it went. */
    public record ManualAction(String role, String question) implements Action {}

    /** What happens when the last attempt has failed. */
    public sealed interface OnFailure {}

    /** The run ends, failed. */
    public record Abort() implements OnFailure {}

    /** The failure is on the record; the next step runs. */
    public record Continue() implements OnFailure {}

    /** The rest of the phase is skipped and the phase {@code alternative} runs. */
    public record Alternative() implements OnFailure {}

    /** A person of this role decides. */
    public record Ask(String role) implements OnFailure {}
}
