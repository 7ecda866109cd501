package io.lifeboat.recovery.execution;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The threads that drive runs, by run. */
final class ThreadGroupOfRuns {

    private final Map<UUID, Thread> threads = new ConcurrentHashMap<>();

    void start(UUID run, Runnable body) {
        // Not virtual: nearly all it does is one short round trip to the database after another, and each would go
        // through the poller's thread.
        Thread thread = Thread.ofPlatform().name("run-" + run).daemon().unstarted(body);
        threads.put(run, thread);
        thread.start();
    }

    void ended(UUID run) {
        threads.remove(run);
    }

    void interrupt(UUID run) {
        Thread thread = threads.get(run);
        if (thread != null) {
            thread.interrupt();
        }
    }

    void interruptAll() {
        threads.values().forEach(Thread::interrupt);
    }
}
