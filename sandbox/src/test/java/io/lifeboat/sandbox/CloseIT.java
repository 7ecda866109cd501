package io.lifeboat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Nothing is left behind. Processes are found by the work folder in their command line. */
class CloseIT {

    @Test
    void shouldLeaveNoProcessBehind() {
        // given
        SandboxConfig config = TestSandbox.config("closed");
        Sandbox sandbox = Sandbox.start(config);
        assertThat(processesOf(config.work())).isNotEmpty();

        // when
        long before = System.nanoTime();
        sandbox.close();
        Duration took = Duration.ofNanos(System.nanoTime() - before);

        // then
        assertThat(took).isLessThan(Duration.ofSeconds(3));
        await().atMost(Duration.ofSeconds(1))
                .until(() -> processesOf(config.work()).isEmpty());
        assertThatThrownBy(() -> Sandbox.attach(config.work())).hasMessageContaining("no sandbox runs in");
    }

    @Test
    void shouldLeaveNoProcessBehindWhenClosedWhileItStarts() {
        // given
        SandboxConfig config = TestSandbox.config("closed-early");
        Sandbox sandbox = Sandbox.create(config);
        CompletableFuture<Sandbox> start = CompletableFuture.supplyAsync(sandbox::up);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> processesOf(config.work()).size() > 3);

        // when
        sandbox.close();

        // then
        await().atMost(Duration.ofSeconds(10)).until(start::isCompletedExceptionally);
        await().atMost(Duration.ofSeconds(2))
                .until(() -> processesOf(config.work()).isEmpty());
    }

    private static List<String> processesOf(Path work) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(work.toString()))
                .toList();
    }
}
