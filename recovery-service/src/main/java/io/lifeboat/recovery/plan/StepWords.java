package io.lifeboat.recovery.plan;

import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.action.Action;
import io.lifeboat.catalog.action.ActivateAction;
import io.lifeboat.catalog.action.ApproveAction;
import io.lifeboat.catalog.action.BackupAction;
import io.lifeboat.catalog.action.ChecksumAction;
import io.lifeboat.catalog.action.ConfigAction;
import io.lifeboat.catalog.action.DnsAction;
import io.lifeboat.catalog.action.FenceAction;
import io.lifeboat.catalog.action.HttpAction;
import io.lifeboat.catalog.action.KubernetesAction;
import io.lifeboat.catalog.action.ManualAction;
import io.lifeboat.catalog.action.PageAction;
import io.lifeboat.catalog.action.ProbeAction;
import io.lifeboat.catalog.action.ReconcileAction;
import io.lifeboat.catalog.action.SqlAction;
import io.lifeboat.catalog.action.SshAction;
import io.lifeboat.catalog.action.SupervisorAction;
import io.lifeboat.catalog.action.WaitAction;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a step does, for a person. */
final class StepWords {

    private StepWords() {}

    static String of(Action action) {
        return switch (action) {
            case SshAction a ->
                "ssh " + a.host() + ": " + a.run() + (a.until() == null ? "" : ", until '" + a.until() + "'");
            case ActivateAction a ->
                "gives the authority over " + a.engine() + " to " + a.host() + ", to observe only, and there: "
                        + a.run();
            case FenceAction a -> "fences " + a.engine() + ": the order gateway must confirm a higher epoch";
            case ReconcileAction a ->
                "compares the broker's positions with " + a.engineReport() + ", and lets " + a.engine()
                        + " trade if they agree";
            case DnsAction a -> "makes " + a.name() + " lead to " + a.to();
            case SupervisorAction a ->
                "supervisor of " + a.host() + ": " + a.verb().word() + " " + a.program();
            case ConfigAction a -> word(a.verb()) + " " + a.file() + " on " + a.host() + " with " + a.good();
            case ChecksumAction a ->
                word(a.verb()) + " checksums of " + String.join(", ", a.paths()) + " on " + a.host();
            case HttpAction a -> a.method() + " " + a.url();
            case SqlAction a -> "sql on " + a.database() + " of " + a.host() + ": " + a.query();
            case ProbeAction a ->
                "asks the probe " + a.probe() + (a.healthy() ? "" : ", which must be unhealthy") + expected(a.equals());
            case BackupAction a -> "backup of " + a.backup() + ": " + word(a.verb());
            case KubernetesAction a -> "cluster: " + word(a.verb()) + " " + a.object();
            case PageAction a -> "pages " + a.role() + ": " + a.text();
            case ApproveAction a ->
                "asks " + a.role() + " to approve (" + a.people() + " needed, within " + duration(a.expires()) + "): "
                        + a.question();
            case ManualAction a -> "asks " + a.role() + ": " + a.question();
            case WaitAction a -> "waits for " + duration(a.forTime());
        };
    }

    static String effect(Step step) {
        return word(step.effect()).replace('_', '-');
    }

    static String onFailure(Step step) {
        String retry = step.retry().attempts() > 1 ? step.retry().attempts() + " attempts, then " : "";
        return retry
                + switch (step.onFailure()) {
                    case Step.Abort a -> "abort";
                    case Step.Continue c -> "continue";
                    case Step.Alternative a -> "the alternative";
                    case Step.GoTo to -> "goto " + to.step();
                    case Step.Compensate c -> "compensate";
                    case Step.Ask ask -> "ask " + ask.role();
                };
    }

    static String duration(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static String expected(@Nullable String equals) {
        return equals == null ? "" : ", which must say '" + equals + "'";
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
