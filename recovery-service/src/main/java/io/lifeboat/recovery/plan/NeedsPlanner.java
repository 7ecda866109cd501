package io.lifeboat.recovery.plan;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.NameService;
import io.lifeboat.catalog.OrderGateway;
import io.lifeboat.catalog.Procedure;
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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a step needs, by the catalog alone. */
final class NeedsPlanner {

    private final Procedure procedure;
    private final Catalog catalog;
    private final Set<Need> needs = new LinkedHashSet<>();

    private NeedsPlanner(Procedure procedure, Catalog catalog) {
        this.procedure = procedure;
        this.catalog = catalog;
    }

    static List<Need> of(Step step, Procedure procedure, Catalog catalog) {
        NeedsPlanner planner = new NeedsPlanner(procedure, catalog);
        planner.act(step);
        if (step.when() != null) {
            planner.needs.add(new Need.Value(step.when(), null));
        }
        Step.Verify verify = step.verify();
        if (verify != null) {
            planner.needs.add(new Need.Answer(verify.probe()));
        }
        if (step.onFailure() instanceof Step.Ask ask) {
            planner.person(ask.role());
        }
        return new ArrayList<>(planner.needs);
    }

    private void act(Step step) {
        switch (step.action()) {
            case SshAction ssh -> {
                command(ssh.host(), ssh.run());
                ssh.env().forEach((name, text) -> needs.add(new Need.Value(text, name)));
            }
            case ActivateAction activate -> {
                gateway(activate.engine());
                command(activate.host(), activate.run());
            }
            case ConfigAction config -> {
                login(config.host());
                needs.add(new Need.File(config.host(), config.good()));
            }
            case ChecksumAction checksum -> {
                login(checksum.host());
                if (checksum.verb() == ChecksumAction.Verb.COMPARE && !takes(checksum)) {
                    needs.add(new Need.Baseline(checksum.host(), checksum.paths()));
                }
            }
            case SupervisorAction supervisor -> supervisor(supervisor);
            case DnsAction dns -> {
                NameService names = catalog.names();
                needs.add(new Need.NameServers(dns.name()));
                if (names != null) {
                    needs.add(new Need.Secret(names.tsig().key()));
                }
            }
            case FenceAction fence -> gateway(fence.engine());
            case ReconcileAction reconcile -> {
                gateway(reconcile.engine());
                needs.add(new Need.BrokerReport(reconcile.engine()));
            }
            case HttpAction http -> {
                needs.add(new Need.Reachable(http.url()));
                if (http.bearer() != null) {
                    needs.add(new Need.Secret(http.bearer()));
                }
            }
            case SqlAction sql -> {
                Host host = catalog.hosts().get(sql.host());
                Host.Database database = host == null ? null : host.databases().get(sql.database());
                if (database != null) {
                    needs.add(new Need.Secret(database.password()));
                }
                needs.add(new Need.DatabaseAnswers(sql.host(), sql.database()));
            }
            case BackupAction backup -> {
                needs.add(new Need.BackupKnown(backup.backup()));
                if (backup.snapshot() != null) {
                    needs.add(new Need.Value(backup.snapshot(), "snapshot"));
                }
            }
            case ProbeAction probe -> needs.add(new Need.Answer(probe.probe()));
            case KubernetesAction kubernetes -> needs.add(new Need.InCluster(kubernetes));
            case PageAction page -> needs.add(new Need.Contact(page.role()));
            case ManualAction manual -> person(manual.role());
            case ApproveAction approve -> {
                needs.add(new Need.Contact(approve.role()));
                needs.add(new Need.Approvers(approve.people()));
            }
            case WaitAction wait -> {}
        }
    }

    /** Whether the procedure itself takes the baseline that it compares with. */
    private boolean takes(ChecksumAction compared) {
        Action baseline = new ChecksumAction(ChecksumAction.Verb.BASELINE, compared.host(), compared.paths());
        return procedure.phases().values().stream()
                .flatMap(List::stream)
                .flatMap(group -> group.steps().stream())
                .anyMatch(step -> step.action().equals(baseline));
    }

    private void command(String host, String run) {
        login(host);
        Scripts.in(run).forEach(path -> needs.add(new Need.Script(host, path)));
    }

    private void login(String id) {
        Host host = catalog.hosts().get(id);
        if (host != null && host.ssh() != null) {
            needs.add(new Need.Secret(host.ssh().key()));
        }
        needs.add(new Need.Login(id));
    }

    private void supervisor(SupervisorAction action) {
        Host host = catalog.hosts().get(action.host());
        Host.Supervisor at = host == null ? null : host.supervisor();
        if (at == null) {
            login(action.host());
            return;
        }
        if (at.password() != null) {
            needs.add(new Need.Secret(at.password()));
        }
        needs.add(new Need.SupervisorAnswers(action.host(), action.program()));
    }

    private void gateway(String engine) {
        OrderGateway gateway = catalog.gateway();
        if (gateway != null) {
            needs.add(new Need.Secret(gateway.token()));
        }
        needs.add(new Need.OrderGatewayAnswers(engine));
    }

    private void person(String role) {
        needs.add(new Need.Contact(role));
        needs.add(new Need.Operators());
    }
}
