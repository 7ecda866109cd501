package io.lifeboat.recovery.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lifeboat.embedded.PortLeases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On Debian's supervisord, where that is installed: over HTTP with a password, and over its unix socket. */
class SupervisorRpcIT {

    private static final Path SUPERVISORD = Path.of("/usr/bin/supervisord");
    private static final Duration WITHIN = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final PortLeases ports = new PortLeases();
    private Process supervisord;
    private int port;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.isExecutable(SUPERVISORD), "supervisord is not installed");
        port = ports.getAsInt();
        Path config = Files.writeString(folder.resolve("supervisord.conf"), """
                [supervisord]
                nodaemon=true
                logfile=%1$s/log
                pidfile=%1$s/pid
                [unix_http_server]
                file=%1$s/sock
                [inet_http_server]
                port=127.0.0.1:%2$d
                username=lifeboat
                password=sesame
                [rpcinterface:supervisor]
                supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
                [program:engine]
                command=/bin/sleep 600
                startsecs=0
                autostart=true
                [program:broken]
                command=/bin/false
                startretries=0
                autostart=false
                """.formatted(folder, port));
        supervisord = new ProcessBuilder(SUPERVISORD.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> rpc("unix").state("engine").equals("RUNNING"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (supervisord != null) {
            supervisord.destroy();
            supervisord.waitFor();
        }
        ports.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "http"})
    void shouldStopAndStartAProgramAndTakeWhatIsDoneForDone(String way) throws Exception {
        // given
        SupervisorRpc rpc = rpc(way);

        // then
        rpc.stop("engine");
        assertThat(rpc.state("engine")).isEqualTo("STOPPED");
        rpc.stop("engine");
        rpc.start("engine");
        assertThat(rpc.state("engine")).isEqualTo("RUNNING");
        rpc.start("engine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "http"})
    void shouldSayWhatSupervisordRefuses(String way) {
        assertThatThrownBy(() -> rpc(way).start("nobody"))
                .isInstanceOf(SupervisorFaultException.class)
                .hasMessageContaining("BAD_NAME");
        assertThatThrownBy(() -> rpc(way).start("broken")).isInstanceOf(SupervisorFaultException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong"})
    void shouldNotGetInWithoutThePassword(String password) {
        assertThatThrownBy(() -> new SupervisorRpc(url(), "lifeboat", password, WITHIN).state("engine"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("401");
    }

    private SupervisorRpc rpc(String way) {
        return way.equals("unix")
                ? new SupervisorRpc("unix:" + folder.resolve("sock"), "", "", WITHIN)
                : new SupervisorRpc(url(), "lifeboat", "sesame", WITHIN);
    }

    private String url() {
        return "http://127.0.0.1:" + port + "/RPC2";
    }
}
