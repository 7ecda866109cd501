package io.lifeboat.recovery;

import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.ProbeSpec;
import io.lifeboat.probe.ProbeResult;
import io.lifeboat.probe.ProbeRunner;
import io.lifeboat.ssh.RemoteOutcome;
import io.lifeboat.ssh.RemoteShell;
import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/** A bot that does and answers what a test says; everything works unless it says otherwise. */
@Mock
@Singleton
public class FakeBot implements RemoteShell, ProbeRunner {

    public final List<String> commands = new CopyOnWriteArrayList<>();
    public final Map<String, ProbeResult> answers = new ConcurrentHashMap<>();
    public volatile Function<String, RemoteOutcome> shell = FakeBot::works;

    public void heal() {
        commands.clear();
        answers.clear();
        answers.put("mt5-account", new ProbeResult.Healthy("backup", "it is backup"));
        shell = FakeBot::works;
    }

    public long ran(String part) {
        return commands.stream().filter(command -> command.contains(part)).count();
    }

    @Override
    public RemoteOutcome run(Host host, String command, Duration timeout, Predicate<String> enough) {
        commands.add(command);
        RemoteOutcome outcome = shell.apply(command);
        if (outcome instanceof RemoteOutcome.SeenEnough) {
            var _ = enough.test("connection established");
        }
        return outcome;
    }

    @Override
    public ProbeResult run(ProbeSpec probe) {
        return answers.getOrDefault(probe.id(), new ProbeResult.Healthy(null, probe.id() + " is well"));
    }

    public static RemoteOutcome works(String command) {
        return command.contains("tail -n +") ? new RemoteOutcome.SeenEnough("") : new RemoteOutcome.Exited(0, "");
    }
}
