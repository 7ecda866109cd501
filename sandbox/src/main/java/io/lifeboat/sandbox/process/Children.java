package io.lifeboat.sandbox.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The processes of one parent. Each holds a pipe to it, and all of them end with {@link #close}. Thread-safe. */
public final class Children implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 1_200;
    private static final long STRAYS_MILLIS = 500;

    private final List<Process> processes = new ArrayList<>();
    private boolean closed;

    /**
     * @param output where standard output and error are appended to
     * @throws IllegalStateException if the children are being ended: a start that races with the end starts nothing
     */
    public synchronized Process start(List<String> argv, Path folder, Map<String, String> environment, Path output) {
        if (closed) {
            throw new IllegalStateException("closed: " + argv.getFirst() + " is not started");
        }
        try {
            Files.createDirectories(output.getParent());
            ProcessBuilder builder = new ProcessBuilder(argv)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            // Each would make every JVM say so on its error output, or change how it runs.
            builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
            builder.environment().put(Lifeline.VARIABLE, "stdin");
            builder.environment().putAll(environment);
            Process process = builder.start();
            processes.removeIf(child -> !child.isAlive());
            processes.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("can't start " + argv.getFirst(), e);
        }
    }

    /** Kills every process and its descendants, and waits for at most 1.2 s. */
    @Override
    public void close() {
        List<ProcessHandle> doomed;
        synchronized (this) {
            closed = true;
            doomed = processes.stream().flatMap(Children::tree).toList();
            processes.forEach(Process::destroyForcibly);
            processes.clear();
        }
        doomed.forEach(ProcessHandle::destroyForcibly);
        Endings.await(doomed, PATIENCE_MILLIS);
    }

    /** Kills what is no child of ours any more. Waits for at most half a second. */
    public static void killStrays(Predicate<ProcessHandle> wanted) {
        List<ProcessHandle> strays = ProcessHandle.allProcesses().filter(wanted).toList();
        strays.forEach(ProcessHandle::destroyForcibly);
        Endings.await(strays, STRAYS_MILLIS);
    }

    /** A process and all that it has started, while it lives. */
    public static Stream<ProcessHandle> tree(Process process) {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()));
    }
}
