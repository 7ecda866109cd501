package io.lifeboat.sandbox.launcher;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "down", description = "Ends what 'up' has started.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    private static final int PATIENCE_SECONDS = 30;

    @Option(names = "--work", paramLabel = "DIR", description = "The run's work folder (default: that of 'up').")
    Path work = WorkFolder.standing();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        Optional<ProcessHandle> holder = Standing.find(work).flatMap(standing -> ProcessHandle.of(standing.pid()));
        if (holder.isEmpty()) {
            spec.commandLine().getOut().println("nothing is up in " + work);
            return ExitStatus.OK;
        }
        holder.get().destroy();
        try {
            holder.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "process " + holder.get().pid() + " has not ended after " + PATIENCE_SECONDS + " s", e);
        }
        WorkFolder.delete(work);
        spec.commandLine().getOut().println("ended");
        return ExitStatus.OK;
    }
}
