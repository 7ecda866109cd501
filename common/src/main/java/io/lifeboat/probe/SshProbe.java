package io.lifeboat.probe;

import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.ProbeSpec.SshCommand;
import io.lifeboat.probe.ProbeResult.Healthy;
import io.lifeboat.probe.ProbeResult.Unasked;
import io.lifeboat.probe.ProbeResult.Unhealthy;
import io.lifeboat.ssh.RemoteOutcome;
import io.lifeboat.ssh.RemoteOutcome.Exited;
import io.lifeboat.ssh.RemoteOutcome.Killed;
import io.lifeboat.ssh.RemoteOutcome.Lost;
import io.lifeboat.ssh.RemoteOutcome.NotStarted;
import io.lifeboat.ssh.RemoteOutcome.SeenEnough;
import io.lifeboat.ssh.RemoteOutcome.TimedOut;
import io.lifeboat.ssh.RemoteShell;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.safere.Pattern;

/** One command on a host. */
final class SshProbe {

    private final RemoteShell shell;
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    SshProbe(RemoteShell shell) {
        this.shell = shell;
    }

    /** @param spoke whether the command has run to its end on the host */
    record Answer(ProbeResult result, boolean spoke) {}

    Answer run(Host host, SshCommand check) throws InterruptedException {
        String asked = "'" + check.run() + "' on " + check.host() + " ";
        RemoteOutcome outcome = shell.run(host, check.run(), check.within(), line -> false);
        boolean spoke = outcome instanceof Exited || outcome instanceof SeenEnough;
        return new Answer(result(check, asked, outcome), spoke);
    }

    private ProbeResult result(SshCommand check, String asked, RemoteOutcome outcome) {
        return switch (outcome) {
            case NotStarted n ->
                switch (n.fault()) {
                    case OURS -> new Unasked(asked + "was not asked: " + n.reason());
                    case HOST -> new Unhealthy(null, asked + "got no answer: " + n.reason());
                };
            case Exited e -> judge(check, asked, e);
            case SeenEnough s -> new Healthy(s.output().strip(), asked + "answered");
            case Killed k -> new Unhealthy(k.output().strip(), asked + "was killed by " + k.signal());
            case TimedOut t ->
                new Unhealthy(t.output().strip(), asked + "has not ended within " + Reason.of(check.within()));
            case Lost l -> new Unhealthy(l.output().strip(), asked + "got no answer: " + l.reason());
        };
    }

    private ProbeResult judge(SshCommand check, String asked, Exited exited) {
        String value = exited.output().strip();
        if (exited.status() != 0) {
            return new Unhealthy(value, asked + "ended with status " + exited.status() + said(value));
        }
        String regex = check.matches();
        if (regex == null) {
            return new Healthy(value, asked + "ended well" + said(value));
        }
        Pattern pattern;
        try {
            pattern = patterns.computeIfAbsent(regex, r -> Pattern.compile(r, Pattern.MULTILINE));
        } catch (IllegalArgumentException e) {
            return new Unasked("'" + regex + "' is no regular expression: " + e.getMessage());
        }
        return pattern.matcher(exited.output()).find()
                ? new Healthy(value, asked + "answered" + said(value))
                : new Unhealthy(value, asked + "answered without '" + regex + "'" + said(value));
    }

    private static String said(String value) {
        return value.isEmpty() ? "" : ": " + Reason.brief(value);
    }
}
