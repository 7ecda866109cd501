package io.lifeboat.detector.probe;

import io.lifeboat.catalog.ProbeSpec;
import io.lifeboat.detector.symptom.SymptomBoard;
import io.lifeboat.probe.ProbeRunner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;

/** All probes that the catalog tells the detector to ask by itself. */
public final class ProbeLoops implements AutoCloseable {

    private final List<ProbeLoop> loops = new ArrayList<>();
    private final List<Duration> intervals = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    public ProbeLoops(
            Collection<ProbeSpec> probes,
            ProbeRunner runner,
            SymptomBoard board,
            ProbeObserver observer,
            Duration confirmEvery,
            Clock clock) {
        for (ProbeSpec probe : probes) {
            ProbeSpec.Watch watch = probe.watch();
            if (watch != null) {
                loops.add(new ProbeLoop(
                        probe,
                        watch,
                        before(probe, watch, board),
                        runner,
                        board::apply,
                        observer,
                        confirmEvery,
                        clock));
                intervals.add(watch.every());
            }
        }
    }

    /** A symptom that was there before a restart needs the usual successes to be gone, and is not raised anew. */
    private static ProbeState before(ProbeSpec probe, ProbeSpec.Watch watch, SymptomBoard board) {
        return board.find(watch.symptom(), probe.id())
                .<ProbeState>map(evidence -> new ProbeState.Raised(evidence.since(), 0))
                .orElseGet(ProbeState.Healthy::new);
    }

    public void start() {
        for (int i = 0; i < loops.size(); i++) {
            ProbeLoop loop = loops.get(i);
            long most = Math.max(1, intervals.get(i).toMillis());
            Duration jitter = Duration.ofMillis(RandomGenerator.getDefault().nextLong(most));
            threads.add(Thread.ofVirtual().name("probe-" + loop.view().probe()).start(() -> loop.run(jitter)));
        }
    }

    /** The probes whose loops are stuck. */
    public List<String> stuck(Instant now) {
        return loops.stream()
                .filter(loop -> !loop.ticks(now))
                .map(loop -> loop.view().probe())
                .toList();
    }

    public List<ProbeView> view() {
        return loops.stream().map(ProbeLoop::view).toList();
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
