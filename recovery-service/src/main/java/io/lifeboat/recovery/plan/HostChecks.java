package io.lifeboat.recovery.plan;

import static io.lifeboat.recovery.plan.NeedChecks.bad;
import static io.lifeboat.recovery.plan.NeedChecks.good;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Host;
import io.lifeboat.ssh.RemoteOutcome;
import io.lifeboat.ssh.RemoteShell;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** What can be seen on a host by whoever may log in. */
@ApplicationScoped
class HostChecks {

    private static final Duration WITHIN = Duration.ofSeconds(8);

    private final Catalog catalog;
    private final RemoteShell shell;

    HostChecks(Catalog catalog, RemoteShell shell) {
        this.catalog = catalog;
        this.shell = shell;
    }

    Finding login(String id) throws InterruptedException {
        return test(
                "login to " + id,
                id,
                "true",
                "works, and the host key is the catalog's",
                "the shell there ends with an error");
    }

    Finding executable(String id, String path) throws InterruptedException {
        return test(
                path + " on " + id,
                id,
                "test -x " + quoted(path),
                "is there and can be run",
                "is not there, or can't be run");
    }

    Finding readable(String id, String path) throws InterruptedException {
        return test(
                path + " on " + id,
                id,
                "test -s " + quoted(path) + " -a -r " + quoted(path),
                "is there",
                "is not there, is empty or can't be read");
    }

    private Finding test(String what, String id, String command, String yes, String no) throws InterruptedException {
        Host host = catalog.hosts().get(id);
        if (host == null) {
            return bad(what, "hosts.yaml has no such host");
        }
        return switch (shell.run(host, command, WITHIN, line -> false)) {
            case RemoteOutcome.Exited exited -> exited.status() == 0 ? good(what, yes) : bad(what, no);
            case RemoteOutcome.NotStarted not -> bad(what, "not seen: " + not.reason());
            case RemoteOutcome.Killed killed -> bad(what, "not seen: ended by signal " + killed.signal());
            case RemoteOutcome.SeenEnough enough -> bad(what, no);
            case RemoteOutcome.TimedOut late -> bad(what, "not seen: no answer within " + WITHIN.toSeconds() + " s");
            case RemoteOutcome.Lost lost -> bad(what, "not seen: " + lost.reason());
        };
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
