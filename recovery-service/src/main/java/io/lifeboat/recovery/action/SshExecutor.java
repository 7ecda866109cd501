package io.lifeboat.recovery.action;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.Step.Effect;
import io.lifeboat.catalog.Step.SshAction;
import io.lifeboat.ssh.RemoteOutcome;
import io.lifeboat.ssh.RemoteShell;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A command on a host. */
@ApplicationScoped
class SshExecutor implements ActionExecutor<SshAction> {

    private final Catalog catalog;
    private final RemoteShell shell;

    SshExecutor(Catalog catalog, RemoteShell shell) {
        this.catalog = catalog;
        this.shell = shell;
    }

    @Override
    public Class<SshAction> kind() {
        return SshAction.class;
    }

    @Override
    public ActionOutcome execute(SshAction action, ActionContext context) throws InterruptedException {
        Host host = catalog.hosts().get(action.host());
        if (host == null) {
            return new ActionOutcome.Failed("the catalog has no host '" + action.host() + "' any more");
        }
        OutputWatch watch = new OutputWatch(action.until(), action.since());
        RemoteOutcome outcome = shell.run(
                host, environment(context) + action.run(), context.step().timeout(), watch::enough);
        return outcome(outcome, action, context.step(), watch);
    }

    private static ActionOutcome outcome(RemoteOutcome outcome, SshAction action, Step step, OutputWatch watch) {
        boolean watching = action.until() != null;
        return switch (outcome) {
            case RemoteOutcome.NotStarted n -> new ActionOutcome.Failed(action.host() + ": " + n.reason());
            case RemoteOutcome.SeenEnough s -> new ActionOutcome.Succeeded(watch.last(), watch.output());
            case RemoteOutcome.Exited e
            when e.status() == 0 && !watching ->
                new ActionOutcome.Succeeded(watch.summary("exit status 0"), watch.output());
            case RemoteOutcome.Exited e
            when e.status() == 0 -> uncertain(step, watch, watch.summary("ended with status 0" + missing(action)));
            case RemoteOutcome.Exited e
            when watching ->
                new ActionOutcome.Failed(
                        watch.summary("ended with status " + e.status() + missing(action)), watch.output());
            case RemoteOutcome.Exited e ->
                new ActionOutcome.Failed(watch.summary("exit status " + e.status()), watch.output());
            case RemoteOutcome.Killed k ->
                uncertain(step, watch, watch.summary("was ended on the host by signal " + k.signal()));
            case RemoteOutcome.TimedOut t
            when watching ->
                uncertain(
                        step,
                        watch,
                        "'" + action.until() + "' did not come within "
                                + step.timeout().toSeconds() + " s");
            case RemoteOutcome.TimedOut t ->
                uncertain(
                        step,
                        watch,
                        watch.summary("no end within " + step.timeout().toSeconds() + " s; it may still run"));
            case RemoteOutcome.Lost l -> uncertain(step, watch, "the connection was lost: " + l.reason());
        };
    }

    private static String missing(SshAction action) {
        return " before '" + action.until() + "' came";
    }

    /** Of a command that may have done its work, only one that may be repeated has simply failed. */
    private static ActionOutcome uncertain(Step step, OutputWatch watch, String reason) {
        return step.effect() == Effect.IDEMPOTENT
                ? new ActionOutcome.Failed(reason, watch.output())
                : new ActionOutcome.Unknown(reason, watch.output());
    }

    /** Values go to the command as its environment, each quoted: none becomes a part of a shell word. */
    private static String environment(ActionContext context) {
        Map<String, String> variables = new TreeMap<>(Map.of(
                "LIFEBOAT_INCIDENT", context.incident().toString(),
                "LIFEBOAT_RUN", context.run().toString(),
                "LIFEBOAT_STEP", context.step().name(),
                "LIFEBOAT_ATTEMPT", String.valueOf(context.number())));
        return variables.entrySet().stream()
                .map(variable -> variable.getKey() + "='" + variable.getValue().replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" ", "export ", "; "));
    }
}
