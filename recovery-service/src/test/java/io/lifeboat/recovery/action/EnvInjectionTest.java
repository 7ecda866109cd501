package io.lifeboat.recovery.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.Step.Effect;
import io.lifeboat.catalog.action.SshAction;
import io.lifeboat.recovery.procedure.Facts;
import io.lifeboat.ssh.RemoteOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a log line, and so whoever can write one, says reaches a command as the value of a variable, and as nothing else. */
class EnvInjectionTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(touch owned)",
                "`touch owned`",
                "'; touch owned; '",
                "'\\''; touch owned #",
                "\"; touch owned; \"",
                "a\ntouch owned\n",
                "$HOME ${PATH} \\ \t *",
                "; touch owned &",
                "--help -rf /",
                ""
            })
    void shouldPassAValueAsItIsAndRunNothingOfIt(String hostile) throws Exception {
        // given
        Host host = new Host("api-server", "127.0.0.1", Map.of(), null, Path.of("/"));
        Path seen = folder.resolve("seen");
        SshAction action = new SshAction(
                host.id(), "printf %s \"$DETAIL\" > " + seen, null, Map.of("DETAIL", "evidence[0].detail"));
        Facts facts = new Facts(Map.of(), List.of(Map.of("detail", hostile)), Map.of());
        Step step =
                Contexts.of(action, Effect.IDEMPOTENT, Duration.ofSeconds(10)).step();

        // when
        ActionOutcome outcome = new SshExecutor(new Shell(
                        Contexts.catalog(Map.of(host.id(), host), null),
                        (h, command, timeout, enough) -> here(command)))
                .execute(action, new ActionContext(new UUID(0, 1), new UUID(0, 2), step, 1, 1, 0, facts));

        // then
        assertThat(outcome).isInstanceOf(ActionOutcome.Succeeded.class);
        assertThat(Files.readString(seen)).isEqualTo(hostile);
        assertThat(folder.resolve("owned")).doesNotExist();
    }

    private RemoteOutcome here(String command) {
        try {
            Process shell = new ProcessBuilder("sh", "-c", command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new RemoteOutcome.Exited(shell.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
