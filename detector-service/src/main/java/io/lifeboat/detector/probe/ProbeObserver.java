package io.lifeboat.detector.probe;

import io.lifeboat.probe.ProbeResult;
import java.time.Duration;

/** Sees every answer, for the metrics. */
@FunctionalInterface
public interface ProbeObserver {

    void answered(String probe, ProbeResult result, Duration took);
}
