package io.lifeboat.sandbox.process;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The newest of a stream of values. Whoever is slow misses some and holds nobody up. Thread-safe. */
public final class Latest<T> {

    private @Nullable T value;
    private long number;

    public synchronized void publish(T next) {
        value = next;
        number++;
        notifyAll();
    }

    public synchronized @Nullable T get() {
        return value;
    }

    /** The newest, if it is newer than the one of that number; waits for it that long otherwise. */
    public synchronized @Nullable Numbered<T> after(long seen, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (number <= seen) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return null;
            }
            wait(left);
        }
        T newest = value;
        return newest == null ? null : new Numbered<>(number, newest);
    }

    /** A value and how many came up to it. */
    public record Numbered<T>(long number, T value) {}
}
