package io.lifeboat.recovery.action;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Fault;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.Step.Effect;
import io.lifeboat.ssh.AwaitedLine;
import io.lifeboat.ssh.RemoteOutcome;
import io.lifeboat.ssh.RemoteShell;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A command on a host, as several kinds of steps need it. */
@ApplicationScoped
class Shell {

    private final Catalog catalog;
    private final RemoteShell shell;

    Shell(Catalog catalog, RemoteShell shell) {
        this.catalog = catalog;
        this.shell = shell;
    }

    /**
     * @param until done, and well, as soon as a line matches this
     * @param env further variables
     */
    ActionOutcome run(
            String hostId, String command, @Nullable String until, Map<String, String> env, ActionContext context)
            throws InterruptedException {
        return run(hostId, command, until, env, context, line -> {});
    }

    /** @param each sees every line, however many there are */
    ActionOutcome run(
            String hostId,
            String command,
            @Nullable String until,
            Map<String, String> env,
            ActionContext context,
            Consumer<String> each)
            throws InterruptedException {
        Host host = catalog.hosts().get(hostId);
        if (host == null) {
            return new ActionOutcome.Failed("the catalog has no host '" + hostId + "' any more");
        }
        OutputWatch watch = new OutputWatch(until);
        Predicate<String> enough = line -> {
            each.accept(line);
            return watch.enough(line);
        };
        RemoteOutcome outcome = shell.run(
                host,
                environment(context, env) + command,
                context.step().timeout(),
                until == null ? enough : new AwaitedLine(enough));
        return outcome(outcome, hostId, until, context.step(), watch);
    }

    /** A word that the host's shell takes as it is, whatever is in it. */
    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static ActionOutcome outcome(
            RemoteOutcome outcome, String host, @Nullable String until, Step step, OutputWatch watch) {
        String within = step.timeout().toSeconds() + " s";
        return switch (outcome) {
            case RemoteOutcome.NotStarted n -> new ActionOutcome.Failed(host + ": " + n.reason(), Fault.UNREACHABLE);
            case RemoteOutcome.SeenEnough s -> new ActionOutcome.Succeeded(watch.last(), watch.output(), watch.last());
            case RemoteOutcome.Exited e
            when e.status() == 0 && until == null ->
                new ActionOutcome.Succeeded(watch.summary("exit status 0" + left(e)), watch.output(), watch.last());
            case RemoteOutcome.Exited e
            when e.status() == 0 -> uncertain(step, watch, watch.summary("ended with status 0" + missing(until)));
            case RemoteOutcome.Exited e
            when until != null ->
                new ActionOutcome.Failed(
                        watch.summary("ended with status " + e.status() + missing(until)), watch.output());
            case RemoteOutcome.Exited e ->
                new ActionOutcome.Failed(watch.summary("exit status " + e.status() + left(e)), watch.output());
            case RemoteOutcome.Killed k ->
                uncertain(step, watch, watch.summary("was ended on the host by signal " + k.signal()));
            case RemoteOutcome.TimedOut t
            when until != null -> late(step, watch, "'" + until + "' did not come within " + within);
            case RemoteOutcome.TimedOut t ->
                late(step, watch, watch.summary("no end within " + within + "; it may still run"));
            case RemoteOutcome.Lost l -> uncertain(step, watch, "the connection was lost: " + l.reason());
        };
    }

    private static String left(RemoteOutcome.Exited exited) {
        return exited.childLeft() ? " (what it has started still runs, and is listened to no longer)" : "";
    }

    private static String missing(@Nullable String until) {
        return " before '" + until + "' came";
    }

    /** Of a command that may have done its work, only one that may be repeated has simply failed. */
    private static ActionOutcome uncertain(Step step, OutputWatch watch, String reason) {
        return step.effect() == Effect.IDEMPOTENT
                ? new ActionOutcome.Failed(reason, watch.output())
                : new ActionOutcome.Unknown(reason, watch.output());
    }

    private static ActionOutcome late(Step step, OutputWatch watch, String reason) {
        return step.effect() == Effect.IDEMPOTENT
                ? new ActionOutcome.Failed(reason, watch.output(), Fault.TIMEOUT)
                : new ActionOutcome.Unknown(reason, watch.output());
    }

    /** Values go to the command as its environment, each quoted: none becomes a part of a shell word. */
    private static String environment(ActionContext context, Map<String, String> env) {
        Map<String, String> variables = new TreeMap<>(env);
        variables.put("LIFEBOAT_INCIDENT", context.incident().toString());
        variables.put("LIFEBOAT_RUN", context.run().toString());
        variables.put("LIFEBOAT_STEP", context.step().name());
        variables.put("LIFEBOAT_ATTEMPT", String.valueOf(context.number()));
        return variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + quoted(variable.getValue()))
                .collect(Collectors.joining(" ", "export ", "; "));
    }
}
