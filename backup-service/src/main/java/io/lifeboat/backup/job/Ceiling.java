package io.lifeboat.backup.job;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work that may hang. When its time is over it is interrupted and left alone: who waits for it goes on. */
final class Ceiling {

    private Ceiling() {}

    /**
     * @return what came of it; none if its time is over
     * @throws InterruptedException if whoever waits is: then the work is, too
     */
    static <T> Optional<T> within(Duration atMost, String name, Callable<T> work)
            throws InterruptedException, ExecutionException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().name(name).daemon().start(task);
        try {
            return Optional.of(task.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            task.cancel(true);
            return Optional.empty();
        } catch (InterruptedException e) {
            task.cancel(true);
            throw e;
        }
    }
}
