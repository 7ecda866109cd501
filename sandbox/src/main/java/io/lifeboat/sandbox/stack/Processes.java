package io.lifeboat.sandbox.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Every process that a run has started. Once closed it starts none, so that what is ended stays ended. Thread-safe. */
public final class Processes implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(3);

    private final List<Process> started = new ArrayList<>();
    private boolean closed;

    /**
     * Starts a process with both of its outputs in a file.
     *
     * @throws IllegalStateException if this run is ending
     */
    public synchronized Process start(ProcessBuilder builder, Path log) throws IOException {
        if (closed) {
            throw new IllegalStateException("the run is ending: nothing more is started");
        }
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        started.add(process);
        return process;
    }

    /** Asks every process to end, and ends what has not after a moment, with all that it started. */
    @Override
    public void close() {
        List<ProcessHandle> trees;
        synchronized (this) {
            closed = true;
            trees = started.stream()
                    .flatMap(process -> Stream.concat(Stream.of(process.toHandle()), process.descendants()))
                    .toList();
        }
        trees.forEach(ProcessHandle::destroy);
        if (!ended(trees, GRACE)) {
            trees.forEach(ProcessHandle::destroyForcibly);
            ended(trees, GRACE);
        }
    }

    /** Asks every process to end, and waits for as long as they need to write what they write at their end. */
    boolean end(Duration within) {
        List<ProcessHandle> handles;
        synchronized (this) {
            handles = started.stream().map(Process::toHandle).toList();
        }
        handles.forEach(ProcessHandle::destroy);
        return ended(handles, within);
    }

    private static boolean ended(List<ProcessHandle> trees, Duration within) {
        try {
            CompletableFuture.allOf(trees.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
