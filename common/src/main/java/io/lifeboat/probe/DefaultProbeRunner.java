package io.lifeboat.probe;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.ProbeSpec;
import io.lifeboat.catalog.ProbeSpec.Http;
import io.lifeboat.catalog.ProbeSpec.Sql;
import io.lifeboat.catalog.ProbeSpec.SshCommand;
import io.lifeboat.catalog.ProbeSpec.Tcp;
import io.lifeboat.probe.ProbeResult.Unasked;
import io.lifeboat.ssh.RemoteShell;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Asks over HTTP, TCP and SSH. */
@ApplicationScoped
public class DefaultProbeRunner implements ProbeRunner {

    private final HttpProbe http = new HttpProbe();
    private final TcpProbe tcp = new TcpProbe();
    private final SqlProbe sql = new SqlProbe();
    private final SshProbe ssh;
    private final Map<String, Host> hosts;

    /** @param catalog where an SSH probe's host is looked up */
    public DefaultProbeRunner(Catalog catalog, RemoteShell shell) {
        this.hosts = catalog.hosts();
        this.ssh = new SshProbe(shell);
    }

    @Override
    public ProbeResult run(ProbeSpec probe) {
        try {
            return switch (probe.check()) {
                case Http check -> http.run(check);
                case Tcp check -> tcp.run(check);
                case SshCommand check -> {
                    Host host = hosts.get(check.host());
                    yield host == null ? noHost(check.host()) : from(probe, ssh.run(host, check));
                }
                case Sql check -> {
                    Host host = hosts.get(check.host());
                    yield host == null ? noHost(check.host()) : sql.run(host, check);
                }
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unasked("the service stops");
        }
    }

    /** A vantage point that gives no answer says nothing about what was to be seen from it. */
    private static ProbeResult from(ProbeSpec probe, SshProbe.Answer answer) {
        return probe.from() != null && !answer.spoke()
                ? new Unasked("nothing is seen from " + probe.from() + ": "
                        + answer.result().detail())
                : answer.result();
    }

    private static Unasked noHost(String id) {
        return new Unasked("hosts.yaml has no host '" + id + "'");
    }
}
