package io.lifeboat.recovery.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.Step.Effect;
import io.lifeboat.catalog.action.SshAction;
import io.lifeboat.ssh.RemoteOutcome;
import io.lifeboat.ssh.RemoteOutcome.Exited;
import io.lifeboat.ssh.RemoteOutcome.Killed;
import io.lifeboat.ssh.RemoteOutcome.Lost;
import io.lifeboat.ssh.RemoteOutcome.NotStarted;
import io.lifeboat.ssh.RemoteOutcome.SeenEnough;
import io.lifeboat.ssh.RemoteOutcome.TimedOut;
import io.lifeboat.ssh.RemoteShell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SshExecutorTest {

    private static final UUID INCIDENT = UUID.fromString("00000000-0000-7000-8000-000000000001");
    private static final UUID RUN = UUID.fromString("00000000-0000-7000-8000-000000000002");
    private static final Host HOST = new Host("trading-server", "192.0.2.1", Map.of(), null, Path.of("/"));

    private final List<String> commands = new ArrayList<>();

    static Stream<Arguments> plainCommands() {
        return Stream.of(
                Arguments.of(new Exited(0, "done"), "succeeded", "succeeded", "exit status 0: done"),
                Arguments.of(new Exited(3, "STOPPED"), "failed", "failed", "exit status 3: STOPPED"),
                Arguments.of(
                        new Exited(0, "", true),
                        "succeeded",
                        "succeeded",
                        "exit status 0 (what it has started still runs, and is listened to no longer)"),
                Arguments.of(new NotStarted("refused"), "failed", "failed", "trading-server: refused"),
                Arguments.of(new Killed("KILL", "half"), "failed", "unknown", "signal KILL: half"),
                Arguments.of(new TimedOut("still"), "failed", "unknown", "no end within 60 s; it may still run: still"),
                Arguments.of(new Lost("reset", ""), "failed", "unknown", "the connection was lost: reset"));
    }

    @ParameterizedTest
    @MethodSource("plainCommands")
    void shouldKnowWhatAnOutcomeSaysOfAnAct(RemoteOutcome outcome, String repeatable, String once, String reason)
            throws InterruptedException {
        // when
        ActionOutcome idempotent = execute(outcome, "mend", Effect.IDEMPOTENT, null);
        ActionOutcome atMostOnce = execute(outcome, "mend", Effect.AT_MOST_ONCE, null);
        ActionOutcome compensatable = execute(outcome, "mend", Effect.COMPENSATABLE, null);

        // then
        assertThat(kind(idempotent)).isEqualTo(repeatable);
        assertThat(kind(atMostOnce)).isEqualTo(once);
        assertThat(kind(compensatable)).isEqualTo(once);
        assertThat(List.of(words(idempotent), words(atMostOnce), words(compensatable)))
                .allSatisfy(words -> assertThat(words).endsWith(reason));
    }

    static Stream<Arguments> watchedCommands() {
        return Stream.of(
                Arguments.of(new SeenEnough("a\nconnected"), "succeeded", "connected"),
                Arguments.of(new Exited(0, "a"), "failed", "ended with status 0 before 'connected' came: a"),
                Arguments.of(new Exited(1, "a"), "failed", "ended with status 1 before 'connected' came: a"),
                Arguments.of(new TimedOut("a"), "failed", "'connected' did not come within 60 s"),
                Arguments.of(new NotStarted("refused"), "failed", "trading-server: refused"),
                Arguments.of(new Lost("reset", "a"), "failed", "the connection was lost: reset"));
    }

    @ParameterizedTest
    @MethodSource("watchedCommands")
    void shouldSucceedOnlyWithTheLineThatItWatchesFor(RemoteOutcome outcome, String kind, String words)
            throws InterruptedException {
        // when
        ActionOutcome found = execute(outcome, "watch", Effect.IDEMPOTENT, "connected");

        // then
        assertThat(kind(found)).isEqualTo(kind);
        assertThat(words(found)).isEqualTo(words);
    }

    @Test
    void shouldFailForAHostThatTheCatalogNoLongerHas() throws InterruptedException {
        // given
        SshExecutor executor = new SshExecutor(new Shell(catalog(Map.of()), (host, command, timeout, enough) -> {
            throw new AssertionError("must not run");
        }));

        // when
        ActionOutcome outcome =
                executor.execute(new SshAction("trading-server", "true", null), context("mend", Effect.IDEMPOTENT));

        // then
        assertThat(words(outcome)).contains("no host 'trading-server'");
    }

    /** A real shell says what the quoting is worth. */
    @Test
    void shouldGiveTheCommandItsNamesWhateverTheyContain() throws InterruptedException, IOException {
        // given
        String name = "it's; echo $(id) `id` \"\\";

        // when
        execute(new Exited(0, ""), name, Effect.IDEMPOTENT, null);
        Process shell = new ProcessBuilder("sh", "-c", commands.getFirst())
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // then
        assertThat(shell.waitFor()).isZero();
        assertThat(output).isEqualTo(String.join("\n", INCIDENT.toString(), RUN.toString(), name, "3", ""));
    }

    private ActionOutcome execute(RemoteOutcome outcome, String name, Effect effect, @Nullable String until)
            throws InterruptedException {
        RemoteShell shell = (host, command, timeout, enough) -> {
            commands.add(command);
            assertThat(output(outcome).lines().anyMatch(enough)).isEqualTo(outcome instanceof SeenEnough);
            return outcome;
        };
        String print =
                "printf '%s\\n' \"$LIFEBOAT_INCIDENT\" \"$LIFEBOAT_RUN\" \"$LIFEBOAT_STEP\" \"$LIFEBOAT_ATTEMPT\"";
        return new SshExecutor(new Shell(catalog(Map.of(HOST.id(), HOST)), shell))
                .execute(new SshAction(HOST.id(), print, until), context(name, effect));
    }

    private static ActionContext context(String name, Effect effect) {
        Step step = new Step(
                name,
                "Title",
                new SshAction(HOST.id(), "true", null),
                effect,
                Duration.ofSeconds(60),
                new Step.Retry(1, Duration.ZERO),
                new Step.Abort(),
                null);
        return new ActionContext(INCIDENT, RUN, step, 1, 3);
    }

    private static Catalog catalog(Map<String, Host> hosts) {
        return new Catalog(
                Map.of(), hosts, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), "some-hash");
    }

    private static String output(RemoteOutcome outcome) {
        return switch (outcome) {
            case NotStarted n -> "";
            case Exited e -> e.output();
            case Killed k -> k.output();
            case SeenEnough s -> s.output();
            case TimedOut t -> t.output();
            case Lost l -> l.output();
        };
    }

    private static String kind(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Succeeded s -> "succeeded";
            case ActionOutcome.Failed f -> "failed";
            case ActionOutcome.Unknown u -> "unknown";
            case ActionOutcome.NeedsHuman h -> "needs a person";
            case ActionOutcome.NeedsApproval a -> "needs an approval";
            case ActionOutcome.Later l -> "later";
        };
    }

    private static String words(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Succeeded s -> s.detail();
            case ActionOutcome.Failed f -> f.reason();
            case ActionOutcome.Unknown u -> u.reason();
            case ActionOutcome.NeedsHuman h -> h.question();
            case ActionOutcome.NeedsApproval a -> a.question();
            case ActionOutcome.Later l -> "until " + l.due();
        };
    }
}
