package io.lifeboat.backup.cli;

import io.lifeboat.backup.progress.Meter;
import io.lifeboat.backup.progress.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows how far a command is on the standard error: a bar where that is a terminal, else a line every few seconds of what
 * takes longer than a moment. Closed, it leaves no trace on a terminal.
 */
final class ShownProgress implements AutoCloseable {

    private static final Duration REDRAWN = Duration.ofMillis(200);
    private static final Duration FIRST_LINE = Duration.ofSeconds(2);
    private static final Duration NEXT_LINE = Duration.ofSeconds(5);

    private final PrintWriter err;
    private final boolean terminal;
    private final Meter meter;
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean drawn;
    private Duration nextLine = FIRST_LINE;

    ShownProgress(PrintWriter err, boolean terminal, Meter meter) {
        this.err = err;
        this.terminal = terminal;
        this.meter = meter;
    }

    /** Until it is closed. */
    static ShownProgress start(PrintWriter err) {
        ShownProgress shown = new ShownProgress(err, isTerminal(), new Meter(System::nanoTime));
        long startedAt = System.nanoTime();
        Thread.ofPlatform().name("progress").daemon().start(() -> {
            try {
                while (!shown.closed.await(REDRAWN.toMillis(), TimeUnit.MILLISECONDS)) {
                    shown.tick(Duration.ofNanos(System.nanoTime() - startedAt));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return shown;
    }

    Progress progress() {
        return meter;
    }

    /** @param elapsed since the command was given */
    synchronized void tick(Duration elapsed) {
        if (closed.getCount() == 0) {
            return;
        }
        meter.standing().ifPresent(standing -> {
            if (terminal) {
                err.print("\r" + ProgressText.of(standing, true) + "\u001b[K");
                err.flush();
                drawn = true;
            } else if (elapsed.compareTo(nextLine) >= 0) {
                err.println(ProgressText.of(standing, false));
                err.flush();
                nextLine = elapsed.plus(NEXT_LINE);
            }
        });
    }

    @Override
    public synchronized void close() {
        closed.countDown();
        if (drawn) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }

    /** Of the standard error alone: the output may be in a file. */
    private static boolean isTerminal() {
        try {
            String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return (device.startsWith("/dev/pts/") || device.startsWith("/dev/tty"))
                    && !"dumb".equals(System.getenv("TERM"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
