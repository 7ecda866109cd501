package io.lifeboat.recovery.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.Step.Effect;
import io.lifeboat.catalog.action.ConfigAction;
import io.lifeboat.ssh.RemoteOutcome;
import io.lifeboat.ssh.RemoteShell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a real shell, in a folder whose name a shell would take apart. */
class ConfigExecutorTest {

    private static final RemoteShell HERE = (host, command, timeout, enough) -> {
        try {
            Process shell = new ProcessBuilder("sh", "-c", command)
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader out = shell.inputReader()) {
                var _ = out.lines().filter(enough).count();
            }
            return new RemoteOutcome.Exited(shell.waitFor(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    };

    @TempDir
    private Path temporary;

    private Path folder;
    private Path file;
    private Path good;

    @BeforeEach
    void lay() throws IOException {
        folder = Files.createDirectories(temporary.resolve("it's $(id) a; folder"));
        file = folder.resolve("api_config.yaml");
        good = folder.resolve("api_config.yaml.backup");
        Files.writeString(file, "port: [8000\n");
        Files.writeString(good, "port: 8000\n");
    }

    @Test
    void shouldSayHowTheFilesDiffer() throws Exception {
        assertThat(execute(ConfigAction.Verb.DIFF)).isInstanceOf(ActionOutcome.Failed.class);
        Files.copy(good, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(execute(ConfigAction.Verb.DIFF)).isInstanceOf(ActionOutcome.Succeeded.class);
    }

    @Test
    void shouldRestoreAndKeepWhatItReplaces() throws Exception {
        // when
        ActionOutcome first = execute(ConfigAction.Verb.RESTORE);
        ActionOutcome second = execute(ConfigAction.Verb.RESTORE);

        // then
        assertThat(List.of(first, second)).hasOnlyElementsOfType(ActionOutcome.Succeeded.class);
        assertThat(file).hasContent("port: 8000\n");
        assertThat(folder.resolve("api_config.yaml." + new java.util.UUID(0, 2)))
                .hasContent("port: [8000\n");
        assertThat(names()).hasSize(3);
    }

    @Test
    void shouldNeverRestoreFromAnEmptyCopy() throws Exception {
        // given
        Files.writeString(good, "");

        // then
        assertThat(execute(ConfigAction.Verb.RESTORE))
                .isInstanceOfSatisfying(
                        ActionOutcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains("it replaces nothing"));
        assertThat(file).hasContent("port: [8000\n");
    }

    @Test
    void shouldRestoreAFileThatIsGone() throws Exception {
        // given
        Files.delete(file);

        // then
        assertThat(execute(ConfigAction.Verb.RESTORE)).isInstanceOf(ActionOutcome.Succeeded.class);
        assertThat(file).hasContent("port: 8000\n");
    }

    private ActionOutcome execute(ConfigAction.Verb verb) throws InterruptedException {
        ConfigAction action = new ConfigAction(verb, "api-server", file.toString(), good.toString());
        Host host = new Host("api-server", "127.0.0.1", Map.of(), null, Path.of("/"));
        return new ConfigExecutor(new Shell(Contexts.catalog(Map.of(host.id(), host), null), HERE))
                .execute(action, Contexts.of(action, Effect.IDEMPOTENT, Duration.ofSeconds(10)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
