package io.lifeboat.backup.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts, for whoever asks now and then. */
public final class Meter implements Progress {

    private final LongSupplier nanos;
    private volatile @Nullable Step step;

    private record Step(String name, long total, long startedAt, LongAdder done) {}

    /** @param nanos a clock that only goes on */
    public Meter(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public void begin(String name, long bytes) {
        step = new Step(name, bytes, nanos.getAsLong(), new LongAdder());
    }

    @Override
    public void add(long bytes) {
        Step current = step;
        if (current != null) {
            current.done().add(bytes);
        }
    }

    /** None if nothing has begun. */
    public Optional<Standing> standing() {
        Step current = step;
        return current == null
                ? Optional.empty()
                : Optional.of(new Standing(
                        current.name(),
                        current.done().sum(),
                        current.total(),
                        Duration.ofNanos(nanos.getAsLong() - current.startedAt())));
    }
}
