package io.lifeboat.recovery.execution;

import com.sun.net.httpserver.HttpServer;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.NameService;
import io.lifeboat.catalog.ProbeSpec;
import io.lifeboat.catalog.action.ActivateAction;
import io.lifeboat.catalog.action.ChecksumAction;
import io.lifeboat.catalog.action.FenceAction;
import io.lifeboat.catalog.action.SshAction;
import io.lifeboat.catalog.action.SupervisorAction;
import io.lifeboat.probe.ProbeResult;
import io.lifeboat.probe.ProbeRunner;
import io.lifeboat.recovery.checksum.ChecksumList;
import io.lifeboat.recovery.gateway.Gateway;
import io.lifeboat.recovery.gateway.Holdings;
import io.lifeboat.ssh.RemoteOutcome;
import io.lifeboat.ssh.RemoteShell;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that is outside: it does what it is told, remembers it, and knows what must never be true there. The process that
 * acts on it may be killed right after any act, and between the parts of an act that has several.
 */
@Alternative
@Singleton
class CrashWorld implements RemoteShell, ProbeRunner, Gateway {

    /** A command that a host has carried out. */
    record Performed(String step, int attempt, String host, String command) {}

    /** The acts that it has points in by itself. */
    static final Set<Class<?>> WATCHED = Set.of(
            SshAction.class, ActivateAction.class, SupervisorAction.class, ChecksumAction.class, FenceAction.class);

    private static final Pattern ATTEMPT = Pattern.compile("LIFEBOAT_ATTEMPT='(\\d+)'");
    private static final Pattern STEP = Pattern.compile("LIFEBOAT_STEP='([a-z0-9-]+)'");
    private static final Pattern EPOCH = Pattern.compile("LIFEBOAT_EPOCH='(\\d+)'");

    final List<Performed> performed = new CopyOnWriteArrayList<>();
    final List<String> violations = new CopyOnWriteArrayList<>();
    volatile CrashPlan process = CrashPlan.never();

    private final Map<String, Long> engines = new ConcurrentHashMap<>();
    private final List<String> byHand = new CopyOnWriteArrayList<>();
    private final URI report = engineReport();
    private volatile CrashScenario scenario = CrashScenario.API_RESTARTS;
    private volatile long lowest;
    private @Nullable CrashZone zone;

    /** Another run begins. What the gateway refuses it refuses for good. */
    void play(CrashScenario next) {
        scenario = next;
        performed.clear();
        violations.clear();
        engines.clear();
        byHand.clear();
        if (zone != null) {
            zone.forget();
        }
    }

    /** Whether it has taken place, through the machine or by hand. */
    boolean did(String step) {
        return byHand.contains(step) || times(step) > 0;
    }

    long times(String step) {
        return performed.stream().filter(one -> one.step().equals(step)).count();
    }

    void doneByHand(String step) {
        byHand.add(step);
    }

    long lowest() {
        return lowest;
    }

    String leads(String name) throws IOException {
        return Objects.requireNonNull(zone).leads(name);
    }

    URI report() {
        return report;
    }

    CrashZone zone(NameService.Tsig tsig) throws IOException {
        zone = new CrashZone(tsig);
        return zone;
    }

    @Override
    public RemoteOutcome run(Host host, String command, Duration timeout, Predicate<String> enough) {
        Matcher epoch = EPOCH.matcher(command);
        boolean activates = epoch.find();
        process.point();
        Performed act =
                new Performed(found(STEP, command), Integer.parseInt(found(ATTEMPT, command)), host.id(), command);
        performed.add(act);
        RemoteOutcome outcome = scenario.shell(this, act);
        if (activates && outcome.equals(CrashScenario.WELL)) {
            activated(host.id(), Long.parseLong(epoch.group(1)));
        }
        say(command, enough);
        process.point();
        return command.contains("tail -n +") && outcome.equals(CrashScenario.WELL)
                ? new RemoteOutcome.SeenEnough("")
                : outcome;
    }

    @Override
    public ProbeResult run(ProbeSpec probe) {
        return scenario.probe(this, probe.id());
    }

    @Override
    public void refuseBelow(String engine, long epoch) {
        process.point();
        if (epoch < lowest) {
            violations.add("the epoch falls from " + lowest + " to " + epoch);
        }
        if (scenario.gatewayObeys()) {
            lowest = Math.max(lowest, epoch);
        }
        process.point();
    }

    @Override
    public long lowestEpoch(String engine) {
        long answer = lowest;
        process.point();
        return answer;
    }

    @Override
    public Holdings holdings(String engine) {
        return new Holdings("primary", new BigDecimal("100"), Map.of(), 0);
    }

    /** From here on this engine's orders count, and those of all former ones must not. */
    private void activated(String host, long epoch) {
        engines.put(host, epoch);
        if (epoch > lowest) {
            violations.add(host + " is activated under epoch " + epoch + ", which is not fenced: " + lowest);
        }
        List<String> trading = engines.entrySet().stream()
                .filter(one -> one.getValue() >= lowest)
                .map(Map.Entry::getKey)
                .toList();
        if (trading.size() > 1) {
            violations.add("two engines' orders are taken: " + trading);
        }
    }

    private static void say(String command, Predicate<String> enough) {
        if (command.contains("sha256sum")) {
            var _ = enough.test("0".repeat(64) + "  /opt/forex-trading-bot/run_engine.py");
            var _ = enough.test(ChecksumList.END);
        } else if (command.contains("tail -n +")) {
            var _ = enough.test("connection established");
        }
    }

    private static String found(Pattern pattern, String command) {
        Matcher matcher = pattern.matcher(command);
        if (!matcher.find()) {
            throw new IllegalArgumentException("a command that belongs to no attempt: " + command);
        }
        return matcher.group(1);
    }

    private static URI engineReport() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] report = "{\"account\":\"primary\",\"balance\":100,\"positions\":{},\"unsettled\":0}"
                    .getBytes(StandardCharsets.UTF_8);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, report.length);
                exchange.getResponseBody().write(report);
                exchange.close();
            });
            server.start();
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/report");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
