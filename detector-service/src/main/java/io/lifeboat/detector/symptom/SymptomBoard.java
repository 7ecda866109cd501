package io.lifeboat.detector.symptom;

import io.lifeboat.detector.symptom.SymptomChange.Cleared;
import io.lifeboat.detector.symptom.SymptomChange.Raised;
import io.lifeboat.event.Evidence;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Every symptom that is there now. Thread-safe. */
public final class SymptomBoard {

    private record Key(String symptom, String source) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Key, Evidence> present = new LinkedHashMap<>();
    private final String vantage;
    private final Map<String, String> elsewhere;
    private long version;

    /** Everything is seen from one place. */
    public SymptomBoard(String vantage) {
        this(vantage, Map.of());
    }

    /**
     * @param vantage where what is on this board is seen from
     * @param elsewhere the sources that see from another place, with that place
     */
    public SymptomBoard(String vantage, Map<String, String> elsewhere) {
        this.vantage = vantage;
        this.elsewhere = Map.copyOf(elsewhere);
    }

    /** @param version rises with every change */
    public record Snapshot(long version, List<Evidence> present) {}

    /** What was there before a restart is there until its source says otherwise. */
    public void restore(Collection<Evidence> before) {
        before.forEach(e -> apply(new Raised(e.symptom(), e.source(), e.since(), e.detail())));
    }

    /** The evidence stays as it was first seen, so that a source that repeats itself in other words changes nothing. */
    public void apply(SymptomChange change) {
        lock.lock();
        try {
            Key key = new Key(change.symptom(), change.source());
            boolean news = switch (change) {
                case Raised r ->
                    present.putIfAbsent(
                                    key,
                                    new Evidence(
                                            r.symptom(),
                                            r.source(),
                                            elsewhere.getOrDefault(r.source(), vantage),
                                            r.since(),
                                            r.detail()))
                            == null;
                case Cleared c -> present.remove(key) != null;
            };
            if (news) {
                version++;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    public Optional<Evidence> find(String symptom, String source) {
        lock.lock();
        try {
            return Optional.ofNullable(present.get(new Key(symptom, source)));
        } finally {
            lock.unlock();
        }
    }

    public Snapshot snapshot() {
        lock.lock();
        try {
            return new Snapshot(version, List.copyOf(present.values()));
        } finally {
            lock.unlock();
        }
    }

    /** Returns at once if something has changed since that version, else when it does or the time is over. */
    public Snapshot await(long seen, long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (version == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
            return new Snapshot(version, List.copyOf(present.values()));
        } finally {
            lock.unlock();
        }
    }
}
