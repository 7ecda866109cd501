package io.lifeboat.recovery.action;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends the waiting for an act, though not always the act: what does not mind being interrupted goes on behind it. */
final class TimeLimit {

    private TimeLimit() {}

    /** None if there was no end within the time. What the act throws is thrown here. */
    static <T> Optional<T> call(Duration within, Callable<T> act) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(act);
        Thread thread = Thread.startVirtualThread(task);
        try {
            return Optional.of(task.get(within.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw rethrown(Objects.requireNonNull(e.getCause()));
        } finally {
            thread.interrupt();
        }
    }

    private static RuntimeException rethrown(Throwable cause) throws InterruptedException {
        return switch (cause) {
            case InterruptedException interrupted -> throw interrupted;
            case RuntimeException failure -> failure;
            case Error error -> throw error;
            default -> new IllegalStateException(cause);
        };
    }
}
