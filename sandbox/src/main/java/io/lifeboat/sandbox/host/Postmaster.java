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
            new ProcessBuilder("bash", "-c", "kill -QUIT " + pid).start().waitFor();
            // It takes the file with it. Whether its parent reaps it is not ours to wait for.
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            while (Files.exists(file) && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | NumberFormatException e) {
            System.err.println("PostgreSQL in " + folder(root) + " did not end: " + e);
        }
    }
}
