package io.lifeboat.sandbox.launcher;

import io.lifeboat.embedded.PostgresServer;
import io.lifeboat.sandbox.demo.Run;
import java.nio.file.Path;

/** Ends a run whatever happens: when the command returns, when it fails, and when the process is told to end. */
final class RunGuard {

    private final Run run;
    private final Path work;
    private final Thread hook = new Thread(this::close, "end-of-run");
    private final Thread starter = Thread.currentThread();

    RunGuard(Run run, Path work) {
        this.run = run;
        this.work = work;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void run(Runnable action) {
        action.run();
    }

    void end() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook does it.
            return;
        }
        close();
    }

    /** In the hook as well: then the thread that starts things is still at it, so it is stopped first. */
    private void close() {
        if (Thread.currentThread() == hook) {
            starter.interrupt();
        }
        try {
            run.close();
        } finally {
            PostgresServer.killAllBelow(work);
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        }
    }
}
