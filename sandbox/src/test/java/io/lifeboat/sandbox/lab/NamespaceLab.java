package io.lifeboat.sandbox.lab;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Machines as network namespaces, each on a cable to one switch, on which this process has a cable of its own. Whatever a
 * run that was killed has left behind is removed by the next. Needs root.
 */
public final class NamespaceLab implements AutoCloseable {

    private static final String SWITCH = "switch";
    /** For tests of networks (RFC 2544): nobody's real network is in it. */
    private static final String NETWORKS = "198.18.";

    private static final int MOST_NETWORKS = 256;
    /** Nobody has this card: what is sent to it is lost without a word. */
    private static final String NOWHERE = "02:00:00:00:00:01";

    private final Map<String, Integer> machines = new LinkedHashMap<>();
    private final Thread atExit = new Thread(this::remove, "end-of-lab");
    private final int network;

    private NamespaceLab(int network) {
        this.network = network;
    }

    /** Why there can be none here; empty where there can. */
    public static Optional<String> missing() {
        if (!Ip.installed()) {
            return Optional.of("iproute2 is not installed");
        }
        NamespaceName probe = NamespaceName.ours("probe");
        Ip.Answer answer = Ip.ask("netns add " + probe);
        if (answer.status() != 0) {
            return Optional.of(
                    "network namespaces can't be made here (root may): " + String.join("; ", answer.lines()));
        }
        Ip.run("netns del " + probe);
        return Optional.empty();
    }

    public static NamespaceLab create() {
        sweep();
        NamespaceName hub = NamespaceName.ours(SWITCH);
        Ip.run("netns add " + hub);
        NamespaceLab lab = new NamespaceLab(takeNetwork(hub));
        Runtime.getRuntime().addShutdownHook(lab.atExit);
        Ip.run("-n " + hub + " link add lan type bridge");
        Ip.run("-n " + hub + " link set lan up");
        lab.plug("p1");
        Ip.run("addr add " + lab.address() + "/24 dev " + lab.card());
        Ip.run("link set " + lab.card() + " up");
        return lab;
    }

    /** Ours. */
    public String address() {
        return address(1);
    }

    /** Makes the machine, unless it is there. */
    public synchronized String address(String machine) {
        Integer known = machines.get(machine);
        int number = known == null ? add(machine) : known;
        return address(number);
    }

    /** The command as it is started on the machine. */
    public List<String> on(String machine, List<String> command) {
        address(machine);
        return Stream.concat(
                        Stream.of(
                                Ip.path(),
                                "netns",
                                "exec",
                                NamespaceName.ours(machine).toString()),
                        command.stream())
                .toList();
    }

    /** Pulls the machine's cable. What runs on it runs on. */
    public void cut(String machine) {
        Ip.run("-n " + hub() + " link set " + port(machine) + " down");
    }

    public void mend(String machine) {
        Ip.run("-n " + hub() + " link set " + port(machine) + " up");
    }

    /** From here on nothing gets from us to the machine; everybody else reaches it. Without a word, as a broken route does. */
    public void lose(String machine) {
        Ip.run(lost(address(machine)) + " dev " + card());
    }

    /** The same between two machines. */
    public void lose(String from, String machine) {
        Ip.run("-n " + NamespaceName.ours(from) + " " + lost(address(machine)) + " dev eth0");
    }

    /** Whatever was lost to us or to a machine is found again. */
    public void find(String machine) {
        forget("", address(machine), card());
        for (String other : machines.keySet()) {
            forget("-n " + NamespaceName.ours(other) + " ", address(machine), "eth0");
        }
    }

    /** A machine that has lost us. */
    public void loseUs(String machine) {
        Ip.run("-n " + NamespaceName.ours(machine) + " " + lost(address()) + " dev eth0");
    }

    public void findUs(String machine) {
        forget("-n " + NamespaceName.ours(machine) + " ", address(), "eth0");
    }

    private static String lost(String address) {
        return "neigh replace " + address + " lladdr " + NOWHERE + " nud permanent";
    }

    private static void forget(String where, String address, String card) {
        Ip.ask(where + "neigh del " + address + " dev " + card);
    }

    /** Ends every process on the machines, and removes them. Safe to repeat. */
    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // It is just running.
        }
    }

    /** What a run that has died left behind. */
    static void sweep() {
        names().filter(NamespaceName::stale).forEach(NamespaceLab::remove);
    }

    private static Stream<NamespaceName> names() {
        return Ip.run("netns list").stream()
                .map(line -> line.split(" ")[0])
                .flatMap(name -> NamespaceName.parse(name).stream());
    }

    private int add(String machine) {
        int number = machines.size() + 2;
        NamespaceName name = NamespaceName.ours(machine);
        Ip.run("netns add " + name);
        Ip.run("-n " + name + " link set lo up");
        Ip.run("-n " + hub() + " link add p" + number + " type veth peer name eth0 netns " + name);
        plug("p" + number);
        Ip.run("-n " + name + " addr add " + address(number) + "/24 dev eth0");
        Ip.run("-n " + name + " link set eth0 up");
        machines.put(machine, number);
        return number;
    }

    private void plug(String port) {
        Ip.run("-n " + hub() + " link set " + port + " master lan");
        Ip.run("-n " + hub() + " link set " + port + " up");
    }

    /** Two runs never have the same: a name is given to one card only. */
    private static int takeNetwork(NamespaceName hub) {
        int first = (int) (ProcessHandle.current().pid() % MOST_NETWORKS);
        List<String> refusals = new ArrayList<>();
        for (int i = 0; i < MOST_NETWORKS; i++) {
            int network = (first + i) % MOST_NETWORKS;
            if (used(network)) {
                continue;
            }
            Ip.Answer answer = Ip.ask("link add lifeboat-" + network + " type veth peer name p1 netns " + hub);
            if (answer.status() == 0) {
                return network;
            }
            refusals.addAll(answer.lines());
        }
        throw new IllegalStateException("no network below " + NETWORKS + " is free: " + refusals);
    }

    private static boolean used(int network) {
        try {
            return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .anyMatch(address -> address.getHostAddress().startsWith(NETWORKS + network + "."));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("can't list this machine's addresses", e);
        }
    }

    private void remove() {
        names().filter(name -> name.equals(NamespaceName.ours(name.machine()))).forEach(NamespaceLab::remove);
    }

    /** A namespace lives for as long as a process is in it. */
    private static void remove(NamespaceName name) {
        Ip.ask("netns pids " + name).lines().stream()
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())).stream())
                .forEach(ProcessHandle::destroyForcibly);
        Ip.ask("netns del " + name);
    }

    private String address(int number) {
        return NETWORKS + network + "." + number;
    }

    private String card() {
        return "lifeboat-" + network;
    }

    private String port(String machine) {
        address(machine);
        return "p" + machines.get(machine);
    }

    private static NamespaceName hub() {
        return NamespaceName.ours(SWITCH);
    }
}
