package io.lifeboat.sandbox.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NamespaceLabIT {

    private static final int PORT = 4000;

    private final List<Process> servers = new ArrayList<>();
    private NamespaceLab lab;

    @BeforeEach
    void create() {
        Optional<String> missing = NamespaceLab.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        lab = NamespaceLab.create();
    }

    @AfterEach
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void shouldReachEveryMachineUntilItsCableIsPulled() throws Exception {
        // given
        serve("one");
        serve("two");
        assertThat(reaches(lab.address("one"))).isTrue();
        assertThat(reachesFrom("two", lab.address("one"))).isTrue();

        // when
        lab.cut("one");

        // then
        assertThat(reaches(lab.address("one"))).isFalse();
        assertThat(reachesFrom("two", lab.address("one"))).isFalse();
        assertThat(reaches(lab.address("two"))).isTrue();
        assertThat(servers.getFirst().isAlive()).isTrue();

        // when
        lab.mend("one");

        // then
        await().until(() -> reaches(lab.address("one")));
        assertThat(reachesFrom("two", lab.address("one"))).isTrue();
    }

    @Test
    void shouldLoseOneMachineForUsAlone() throws Exception {
        // given
        serve("one");
        lab.address("two");
        assertThat(reaches(lab.address("one"))).isTrue();

        // when
        lab.lose("one");

        // then
        assertThat(reaches(lab.address("one"))).isFalse();
        assertThat(reachesFrom("two", lab.address("one"))).isTrue();

        // when
        lab.find("one");

        // then
        await().until(() -> reaches(lab.address("one")));
    }

    @Test
    void shouldLeaveNothingBehind() throws Exception {
        // given
        serve("one");
        assertThat(left()).isNotEmpty();

        // when
        lab.close();

        // then
        assertThat(servers.getFirst().waitFor(20, TimeUnit.SECONDS)).isTrue();
        await().untilAsserted(() -> assertThat(left()).isEmpty());
    }

    /** The namespaces of a process that has died, and what still runs in them. */
    @Test
    void shouldSweepWhatAKilledRunHasLeft() throws Exception {
        // given
        Process killed = new ProcessBuilder("true").start();
        killed.waitFor();
        NamespaceName stale = new NamespaceName(killed.pid(), 0, "left-over");
        Ip.run("netns add " + stale);
        Process inside = new ProcessBuilder(Ip.path(), "netns", "exec", stale.toString(), "sleep", "600").start();
        await().until(() -> !Ip.run("netns pids " + stale).isEmpty());

        // when
        NamespaceLab.sweep();

        // then
        assertThat(inside.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Ip.run("netns list").toString()).doesNotContain(stale.toString());
        assertThat(left()).as("ours stays").isNotEmpty();
    }

    private static List<String> left() {
        String ours = NamespaceName.ours("x").toString().replaceAll("x$", "");
        return Ip.run("netns list").stream()
                .filter(line -> line.startsWith(ours))
                .toList();
    }

    private void serve(String machine) throws IOException {
        String server =
                Path.of(System.getProperty("java.home"), "bin", "jwebserver").toString();
        List<String> command = List.of(server, "-b", "0.0.0.0", "-p", String.valueOf(PORT), "-d", "/");
        servers.add(new ProcessBuilder(lab.on(machine, command)).start());
        await().until(() -> reaches(lab.address(machine)));
    }

    private static boolean reaches(String address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, PORT), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean reachesFrom(String machine, String address) throws Exception {
        String connect = "exec 3<>/dev/tcp/" + address + "/" + PORT;
        return new ProcessBuilder(lab.on(machine, List.of("timeout", "1", "bash", "-c", connect)))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
