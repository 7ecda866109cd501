package io.lifeboat.backup.job;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the workers when a job has come. Losing a signal costs one poll interval, no job. */
@ApplicationScoped
class JobSignal {

    private final Map<Lane, Semaphore> lanes = new EnumMap<>(Lane.class);

    JobSignal() {
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new Semaphore(0));
        }
    }

    void raise() {
        lanes.values().forEach(Semaphore::release);
    }

    void await(Lane lane, Duration atMost) throws InterruptedException {
        Semaphore raised = Objects.requireNonNull(lanes.get(lane));
        if (raised.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            raised.drainPermits();
        }
    }
}
