package io.lifeboat.backup.standby;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a state and its copy, never both twice at once: a host that hangs holds one thread and no more. The primary is read
 * first and last, so that what was changed meanwhile is known.
 */
final class StateReader {

    private final StateTree primary;
    private final StateTree copy;
    private final Clock clock;
    private final Duration within;
    private final Sums sums = new Sums();
    private volatile boolean atCopy;
    private @Nullable FutureTask<StateLook> running;

    /** @param within how long it may take; what hangs longer is left alone */
    StateReader(StateTree primary, StateTree copy, Clock clock, Duration within) {
        this.primary = primary;
        this.copy = copy;
        this.clock = clock;
        this.within = within;
    }

    StateLook look() throws InterruptedException {
        FutureTask<StateLook> before = running;
        if (before != null && !before.isDone()) {
            return hanging();
        }
        FutureTask<StateLook> task = new FutureTask<>(this::read);
        Thread thread =
                Thread.ofPlatform().name("state-of-" + primary.name()).daemon().start(task);
        running = task;
        try {
            return task.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            return hanging();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private StateLook hanging() {
        String reason = " was not read within " + within.toSeconds() + " s";
        return atCopy
                ? new StateLook.CopyUnreadable(copy.name() + reason)
                : new StateLook.PrimaryUnreadable(primary.name() + reason);
    }

    private StateLook read() {
        atCopy = false;
        Map<String, StateFile> before;
        try {
            before = primary.list();
        } catch (IOException e) {
            return new StateLook.PrimaryUnreadable(String.valueOf(e.getMessage()));
        }
        atCopy = true;
        Map<String, StateFile> there;
        try {
            there = summed(copy, copy.list(), before);
        } catch (IOException e) {
            return new StateLook.CopyUnreadable(String.valueOf(e.getMessage()));
        }
        atCopy = false;
        try {
            Map<String, StateFile> here = summed(primary, before, there);
            return new StateLook.Compared(StateComparison.differences(here, there, primary.list()));
        } catch (IOException e) {
            return new StateLook.PrimaryUnreadable(String.valueOf(e.getMessage()));
        } finally {
            forget(before.keySet(), there.keySet());
        }
    }

    /** With the sums of those that may be the same by their size. */
    private Map<String, StateFile> summed(StateTree tree, Map<String, StateFile> files, Map<String, StateFile> others)
            throws IOException {
        Map<String, StateFile> all = new HashMap<>(files);
        Instant now = clock.instant();
        for (Map.Entry<String, StateFile> one : files.entrySet()) {
            StateFile file = one.getValue();
            StateFile other = others.get(one.getKey());
            if (file.type() == StateFile.Type.FILE
                    && other != null
                    && other.type() == StateFile.Type.FILE
                    && other.size() == file.size()) {
                if (Thread.interrupted()) {
                    throw new InterruptedIOException(tree.name() + " takes too long to be read");
                }
                all.put(one.getKey(), file.with(sum(tree, one.getKey(), now)));
            }
        }
        return all;
    }

    private @Nullable String sum(StateTree tree, String path, Instant now) throws IOException {
        try {
            return sums.of(tree.root().resolve(path), now);
        } catch (IOException e) {
            throw new IOException(tree.name() + "/" + path + " can't be read: " + e.getMessage(), e);
        }
    }

    private void forget(Set<String> here, Set<String> there) {
        Set<Path> files = new HashSet<>();
        here.forEach(path -> files.add(primary.root().resolve(path)));
        there.forEach(path -> files.add(copy.root().resolve(path)));
        sums.keep(files);
    }
}
