package io.lifeboat.catalog.action;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command on a host.
 *
 * @param until done, and well, as soon as a line of output matches this; none: when the command ends with status 0
 * @param env further variables of the command, each an expression over the evidence and earlier results. The value
 *     reaches the command as a variable and is never part of a shell word
 */
public record SshAction(String host, String run, @Nullable String until, Map<String, String> env) implements Action {

    public SshAction {
        env = Map.copyOf(env);
    }

    public SshAction(String host, String run, @Nullable String until) {
        this(host, run, until, Map.of());
    }
}
