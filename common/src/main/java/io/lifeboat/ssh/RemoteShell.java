package io.lifeboat.ssh;

import io.lifeboat.catalog.Host;
import java.time.Duration;
import java.util.function.Predicate;

/** Runs a command on a host, as its login user's shell would. Thread-safe. */
public interface RemoteShell {

    /**
     * Blocks until the command has ended, the timeout is over, or a line was enough.
     *
     * <p>A command has ended when its status has come. Something that it has left behind and that holds its output open is
     * not waited for, unless {@code enough} is an {@link AwaitedLine}.
     *
     * @param enough sees each line of output (standard output and error, as they come); true ends the command there
     */
    RemoteOutcome run(Host host, String command, Duration timeout, Predicate<String> enough)
            throws InterruptedException;
}
