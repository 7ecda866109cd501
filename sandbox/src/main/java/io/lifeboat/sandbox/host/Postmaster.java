package io.lifeboat.sandbox.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The bot's PostgreSQL as a process, which is nobody's child: it is found by the file that it leaves in its folder. */
public final class Postmaster {

    private static final long PATIENCE_MILLIS = 1_000;

    private Postmaster() {}

    public static Path folder(Path root) {
        return root.resolve("var/lib/postgresql");
    }

    /** Ends it at once, as a crash would for its data, but without leaving shared memory behind. Safe to repeat. */
    public static void kill(Path root) {
        Path file = folder(root).resolve("data/postmaster.pid");
        try {
            if (!Files.exists(file)) {
                return;
            }
            long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
            ProcessHandle process = ProcessHandle.of(pid).orElse(null);
            if (process == null) {
                return;
            }
            new ProcessBuilder("bash", "-c", "kill -QUIT " + pid).start().waitFor();
            process.onExit().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException
                | NumberFormatException
                | java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            System.err.println("PostgreSQL in " + folder(root) + " did not end: " + e);
        }
    }
}
