package io.lifeboat.sandbox.host;

import io.lifeboat.sandbox.process.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The bot's PostgreSQL as a process, which is nobody's child: it is found by the file that it leaves in its folder. */
public final class Postmaster {

    private static final Set<String> PROGRAMS = Set.of("postgres", "pg_ctl", "initdb");
    private static final long PATIENCE_MILLIS = 800;

    private Postmaster() {}

    public static Path folder(Path root) {
        return root.resolve("var/lib/postgresql");
    }

    /** Ends it at once, as a crash would for its data, but without leaving shared memory behind. Safe to repeat. */
    public static void kill(Path root) {
        quit(root);
        // It may have been on its way up, without a file yet; or too slow.
        Children.killStrays(process -> worksOn(root, process));
    }

    /** A program of PostgreSQL on this folder: a number in an old file may be anybody's by now. */
    private static boolean worksOn(Path root, ProcessHandle process) {
        String program = process.info().command().orElse("");
        return PROGRAMS.contains(program.substring(program.lastIndexOf('/') + 1))
                && process.info()
                        .commandLine()
                        .orElse("")
                        .contains(folder(root).resolve("data").toString());
    }

    private static void quit(Path root) {
        Path file = folder(root).resolve("data/postmaster.pid");
        try {
            if (!Files.exists(file)) {
                return;
            }
            long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
            if (ProcessHandle.of(pid).filter(process -> worksOn(root, process)).isEmpty()) {
                return;
            }
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
