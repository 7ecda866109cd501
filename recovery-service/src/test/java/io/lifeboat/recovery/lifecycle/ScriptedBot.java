package io.lifeboat.recovery.lifecycle;

import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.ProbeSpec;
import io.lifeboat.probe.ProbeResult;
import io.lifeboat.probe.ProbeRunner;
import io.lifeboat.ssh.RemoteOutcome;
import io.lifeboat.ssh.RemoteShell;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** A bot that answers as it is told, and remembers every command. Healthy and obedient unless told otherwise. */
@Alternative
@Singleton
class ScriptedBot implements RemoteShell, ProbeRunner {

    private final ConcurrentMap<String, RemoteOutcome> commands = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, ProbeResult> probes = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CountDownLatch> hanging = new ConcurrentHashMap<>();
    private final List<String> run = new CopyOnWriteArrayList<>();

    void answer(String command, RemoteOutcome outcome) {
        commands.put(command, outcome);
    }

    /** A command that ends with this does not end before the latch is open. */
    void hang(String command, CountDownLatch until) {
        hanging.put(command, until);
    }

    void probe(String id, ProbeResult result) {
        probes.put(id, result);
    }

    /** Every command that was run and has this in it. */
    List<String> commands(String part) {
        return run.stream().filter(command -> command.contains(part)).toList();
    }

    @Override
    public RemoteOutcome run(Host host, String command, Duration timeout, Predicate<String> enough)
            throws InterruptedException {
        run.add(command);
        for (Map.Entry<String, CountDownLatch> one : hanging.entrySet()) {
            if (command.endsWith(one.getKey())) {
                one.getValue().await();
            }
        }
        return commands.entrySet().stream()
                .filter(scripted -> command.endsWith(scripted.getKey()))
                .findFirst()
                .<RemoteOutcome>map(scripted -> scripted.getValue())
                .orElseGet(() -> new RemoteOutcome.Exited(0, ""));
    }

    @Override
    public ProbeResult run(ProbeSpec probe) {
        return probes.getOrDefault(probe.id(), new ProbeResult.Healthy(null, "healthy"));
    }
}
