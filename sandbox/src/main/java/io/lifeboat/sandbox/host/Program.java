package io.lifeboat.sandbox.host;

import io.lifeboat.sandbox.process.Children;
import io.lifeboat.sandbox.process.JournalFile;
import io.lifeboat.sandbox.process.Json;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program under the supervisor. It is not started again by itself. Thread-safe: one start or stop at a time. */
final class Program {

    private static final Duration START = Duration.ofSeconds(2);
    private static final Duration STOP = Duration.ofSeconds(3);

    private final String name;
    private final List<String> argv;
    private final Path folder;
    private final Path output;
    private final Children children;
    private final JournalFile journal;
    private final Clock clock;
    private volatile ProgramState state = new ProgramState.NeverStarted();
    private @Nullable Process process;

    Program(
            String name,
            List<String> argv,
            Path folder,
            Path output,
            Children children,
            JournalFile journal,
            Clock clock) {
        this.name = name;
        this.argv = List.copyOf(argv);
        this.folder = folder;
        this.output = output;
        this.children = children;
        this.journal = journal;
        this.clock = clock;
    }

    enum Result {
        DONE,
        ALREADY_STARTED,
        NOT_RUNNING,
        SPAWN_ERROR
    }

    String name() {
        return name;
    }

    ProgramState state() {
        return state;
    }

    /** Returns once it has run for two seconds, or has ended before that. */
    synchronized Result start() throws InterruptedException {
        if (alive() != null) {
            return Result.ALREADY_STARTED;
        }
        state = new ProgramState.Starting();
        Process started = children.start(argv, folder, Map.of(), output);
        process = started;
        Instant since =
                journal.append("start", Json.object().put("program", name).put("pid", started.pid()));
        var exit = started.onExit().thenAccept(this::exited);
        if (started.waitFor(START.toMillis(), TimeUnit.MILLISECONDS)) {
            exit.join();
            state = new ProgramState.Fatal();
            return Result.SPAWN_ERROR;
        }
        state = new ProgramState.Running(started.pid(), since);
        if (!started.isAlive()) {
            state = new ProgramState.Exited(clock.instant());
        }
        return Result.DONE;
    }

    /** Asks it to end, and kills it after three seconds. */
    synchronized Result stop() throws InterruptedException {
        Process running = alive();
        if (running == null) {
            return Result.NOT_RUNNING;
        }
        state = new ProgramState.Stopping();
        running.destroy();
        if (!running.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
            Children.tree(running).toList().forEach(ProcessHandle::destroyForcibly);
            running.waitFor();
        }
        state = new ProgramState.Stopped(clock.instant());
        return Result.DONE;
    }

    private @Nullable Process alive() {
        Process current = process;
        return current != null && current.isAlive() ? current : null;
    }

    private void exited(Process ended) {
        Instant at = journal.append(
                "exit",
                Json.object().put("program", name).put("pid", ended.pid()).put("status", ended.exitValue()));
        if (state instanceof ProgramState.Running(long pid, Instant since) && pid == ended.pid()) {
            state = new ProgramState.Exited(at);
        }
    }
}
