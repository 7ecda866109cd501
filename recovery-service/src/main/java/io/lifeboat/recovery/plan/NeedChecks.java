package io.lifeboat.recovery.plan;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Contact;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.NameService;
import io.lifeboat.catalog.ProbeSpec;
import io.lifeboat.probe.ProbeResult;
import io.lifeboat.probe.ProbeRunner;
import io.lifeboat.recovery.action.Secrets;
import io.lifeboat.recovery.checksum.Baselines;
import io.lifeboat.recovery.gateway.Gateway;
import io.lifeboat.recovery.name.ZoneUpdate;
import io.lifeboat.recovery.procedure.Expression;
import io.lifeboat.recovery.procedure.Facts;
import io.lifeboat.recovery.supervisor.SupervisorRpc;
import io.lifeboat.sql.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Looks whether what a step needs is there. Nothing is changed by it. Each look throws what it does not find. */
@ApplicationScoped
class NeedChecks {

    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final Catalog catalog;
    private final HostChecks hosts;
    private final ProbeRunner probes;
    private final Secrets secrets;
    private final Gateway gateway;
    private final Baselines baselines;
    private final Staff staff;
    private final SqlClient sql = new SqlClient(System.getenv());

    NeedChecks(
            Catalog catalog,
            HostChecks hosts,
            ProbeRunner probes,
            Secrets secrets,
            Gateway gateway,
            Baselines baselines,
            Staff staff) {
        this.catalog = catalog;
        this.hosts = hosts;
        this.probes = probes;
        this.secrets = secrets;
        this.gateway = gateway;
        this.baselines = baselines;
        this.staff = staff;
    }

    /** @param facts what the procedure's expressions speak of before anything has happened */
    Finding look(Need need, Facts facts) throws IOException, InterruptedException, SQLException {
        return switch (need) {
            case Need.Login login -> hosts.login(login.host());
            case Need.Script script -> hosts.executable(script.host(), script.path());
            case Need.File file -> hosts.readable(file.host(), file.path());
            case Need.Secret secret -> {
                String value = secrets.resolve(secret.reference());
                yield new Finding(
                        !value.isBlank(), "secret " + secret.reference(), value.isBlank() ? "it is empty" : "resolves");
            }
            case Need.Answer answer -> probe(answer.probe());
            case Need.NameServers names -> names(names.name());
            case Need.OrderGatewayAnswers answers ->
                good(
                        "order gateway",
                        "takes no order of " + answers.engine() + " below epoch "
                                + gateway.lowestEpoch(answers.engine()));
            case Need.BrokerReport report ->
                good(
                        "broker's report",
                        gateway.holdings(report.engine()).positions().size() + " positions");
            case Need.SupervisorAnswers supervisor -> supervisor(supervisor);
            case Need.DatabaseAnswers database -> database(database);
            case Need.Reachable reachable -> reachable(reachable.url());
            case Need.Baseline baseline ->
                baselines
                        .of(baseline.host(), baseline.paths())
                        .map(sums -> good(
                                "baseline of " + baseline.host(), sums.sums().size() + " files"))
                        .orElseGet(() -> bad(
                                "baseline of " + baseline.host(),
                                "there is none: lifeboat run integrity-baseline while the system is well"));
            case Need.InCluster cluster -> ClusterCheck.look(cluster.action());
            case Need.BackupKnown backup ->
                new Finding(
                        catalog.backups().containsKey(backup.group()),
                        "backup of " + backup.group(),
                        "asked for over its topic: lifeboat backup list shows what there is");
            case Need.Contact contact -> contact(contact.role());
            case Need.Approvers approvers -> people("people who may approve", approvers.people(), staff.approvers());
            case Need.Operators operators -> people("people who may answer", 1, staff.operators());
            case Need.Value value -> value(value, facts);
        };
    }

    private Finding probe(String id) {
        ProbeSpec probe = catalog.probes().get(id);
        if (probe == null) {
            return bad("probe " + id, "the catalog has none");
        }
        return switch (probes.run(probe)) {
            case ProbeResult.Healthy healthy -> good("probe " + id, "healthy: " + healthy.detail());
            case ProbeResult.Unhealthy unhealthy -> good("probe " + id, "unhealthy: " + unhealthy.detail());
            case ProbeResult.Unasked unasked -> bad("probe " + id, "can't be asked: " + unasked.detail());
        };
    }

    private Finding names(String name) throws IOException {
        NameService service = catalog.names();
        if (service == null) {
            return bad("name servers", "hosts.yaml names none");
        }
        List<String> silent = ZoneUpdate.silent(service, name, WITHIN);
        return silent.isEmpty()
                ? good("name servers", service.servers().size() + " answer for " + name)
                : bad("name servers", String.join("; ", silent));
    }

    private Finding supervisor(Need.SupervisorAnswers need) throws IOException, InterruptedException {
        Host host = catalog.hosts().get(need.host());
        Host.Supervisor at = host == null ? null : host.supervisor();
        if (at == null) {
            return bad("supervisor of " + need.host(), "hosts.yaml has none");
        }
        SupervisorRpc rpc = new SupervisorRpc(
                at.url(),
                at.user() == null ? "" : at.user(),
                at.password() == null ? "" : secrets.resolve(at.password()),
                WITHIN);
        return good("supervisor of " + need.host(), need.program() + " is " + rpc.state(need.program()));
    }

    private Finding database(Need.DatabaseAnswers need) throws SQLException, IOException {
        String what = "database " + need.database() + " on " + need.host();
        Host host = catalog.hosts().get(need.host());
        Host.Database database = host == null ? null : host.databases().get(need.database());
        if (host == null || database == null) {
            return bad(what, "hosts.yaml has none");
        }
        var _ = sql.first(host, database, "select 1", true, WITHIN);
        return good(what, "answers");
    }

    private static Finding reachable(URI url) throws IOException {
        int port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), port), Math.toIntExact(WITHIN.toMillis()));
            return good("connection to " + url.getHost() + ":" + port, "opens");
        }
    }

    private Finding contact(String role) {
        Contact contact = catalog.contacts().get(role);
        if (contact == null) {
            return bad("contact " + role, "contacts.yaml has none");
        }
        boolean reached = !contact.email().isBlank() || contact.phone() != null;
        return new Finding(
                reached, "contact " + role, reached ? contact.email() : "no email and no phone in contacts.yaml");
    }

    private Finding people(String what, int needed, int known) {
        if (known >= needed) {
            return good(what, known + " in LIFEBOAT_RECOVERY_PEOPLE, " + needed + " needed");
        }
        return staff.others()
                ? good(what, "whoever shows a token that the service takes; " + needed + " needed")
                : bad(what, known + " known, " + needed + " needed: LIFEBOAT_RECOVERY_PEOPLE");
    }

    private static Finding value(Need.Value need, Facts facts) {
        String variable = need.variable();
        if (variable == null) {
            boolean runs = Expression.test(need.expression(), facts);
            return good("condition", "before anything has happened it is " + runs);
        }
        return good(
                variable,
                "has a value before anything has happened: '" + Expression.text(need.expression(), facts) + "'");
    }

    static Finding good(String what, String detail) {
        return new Finding(true, what, detail);
    }

    static Finding bad(String what, String detail) {
        return new Finding(false, what, detail);
    }
}
