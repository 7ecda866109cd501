package io.lifeboat.catalog;

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
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a step does, as a record. Only of a step that was found good: it has exactly one of the keys. */
final class ActionTable {

    private static final Duration TTL = Duration.ofSeconds(30);
    private static final Duration EXPIRES = Duration.ofMinutes(30);

    private final Map<String, Entry> hosts;

    ActionTable(Map<String, Entry> hosts) {
        this.hosts = hosts;
    }

    Action action(Entry step) {
        String key = Action.kinds().keySet().stream()
                .filter(step::has)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the schema lets a step through that does nothing"));
        Entry of = step.get(key);
        return switch (key) {
            case "ssh" ->
                new SshAction(
                        of.text("host"),
                        Places.resolveKnown(of.text("run"), hosts),
                        of.textOrNull("until"),
                        texts(of.get("env")));
            case "http" -> http(of);
            case "sql" ->
                new SqlAction(of.text("host"), of.text("database"), of.text("query"), of.textOrNull("equals"));
            case "dns" -> new DnsAction(of.text("name"), of.text("to"), of.duration("ttl", TTL));
            case "supervisor" -> supervisor(of);
            case "kubernetes" -> kubernetes(of);
            case "config" -> config(of);
            case "checksum" ->
                of.has("baseline")
                        ? new ChecksumAction(ChecksumAction.Verb.BASELINE, of.text("host"), of.texts("baseline"))
                        : new ChecksumAction(ChecksumAction.Verb.COMPARE, of.text("host"), of.texts("compare"));
            case "backup" -> backup(of);
            case "page" -> new PageAction(of.text("role"), of.text("text"), of.flag("resolve"));
            case "approve" ->
                new ApproveAction(
                        of.text("role"), of.text("question"), of.number("people", 1), of.duration("expires", EXPIRES));
            case "manual" -> new ManualAction(of.text("role"), of.text("question"));
            case "probe" ->
                new ProbeAction(
                        of.text(),
                        step.textOrNull("equals"),
                        !step.text("expect").equals("unhealthy"));
            case "wait" -> new WaitAction(Durations.parse(of.text()));
            case "fence" -> fence(of, step);
            case "activate" -> new ActivateAction(of.text("engine"), of.text("host"), of.text("run"));
            case "reconcile" ->
                new ReconcileAction(
                        of.text("engine"), url(of.text("report")), new BigDecimal(of.text("tolerance", "0")));
            default -> throw new IllegalStateException("nothing reads a step's '" + key + "'");
        };
    }

    private static FenceAction fence(Entry of, Entry step) {
        Entry scale = step.get("scale-to-zero");
        return new FenceAction(
                of.text(),
                step.has("scale-to-zero")
                        ? new FenceAction.Deployment(scale.text("namespace"), scale.text("deployment"))
                        : null);
    }

    private HttpAction http(Entry of) {
        String method = List.of("get", "post", "put", "delete").stream()
                .filter(of::has)
                .findFirst()
                .orElseThrow();
        return new HttpAction(
                method.toUpperCase(Locale.ROOT),
                url(of.text(method)),
                of.has("json") ? of.get("json").json() : null,
                of.has("bearer") ? SecretRef.parse(of.text("bearer")) : null,
                of.has("status") ? of.number("status", 200) : null,
                of.textOrNull("value"),
                of.textOrNull("equals"));
    }

    private static SupervisorAction supervisor(Entry of) {
        SupervisorAction.Verb verb = List.of(SupervisorAction.Verb.values()).stream()
                .filter(one -> of.has(one.word()))
                .findFirst()
                .orElseThrow();
        return new SupervisorAction(of.text("host"), verb, of.text(verb.word()));
    }

    private static KubernetesAction kubernetes(Entry of) {
        String namespace = of.text("namespace", "");
        if (of.has("cordon")) {
            return new KubernetesAction(KubernetesAction.Verb.CORDON, "", of.text("cordon"), 0);
        }
        return of.has("scale")
                ? new KubernetesAction(
                        KubernetesAction.Verb.SCALE, namespace, of.text("scale"), of.number("replicas", 0))
                : new KubernetesAction(KubernetesAction.Verb.ROLLOUT_RESTART, namespace, of.text("rollout-restart"), 0);
    }

    private static ConfigAction config(Entry of) {
        return of.has("diff")
                ? new ConfigAction(ConfigAction.Verb.DIFF, of.text("host"), of.text("diff"), of.text("good"))
                : new ConfigAction(ConfigAction.Verb.RESTORE, of.text("host"), of.text("restore"), of.text("good"));
    }

    private static BackupAction backup(Entry of) {
        BackupAction.Verb verb = List.of(BackupAction.Verb.values()).stream()
                .filter(one -> of.has(one.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow();
        return new BackupAction(verb, of.text(verb.name().toLowerCase(Locale.ROOT)), of.textOrNull("snapshot"));
    }

    private URI url(String text) {
        return URI.create(Places.resolve(text, hosts));
    }

    private static Map<String, String> texts(Entry table) {
        return table.entries().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().text()));
    }
}
