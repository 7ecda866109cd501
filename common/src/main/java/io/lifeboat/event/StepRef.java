package io.lifeboat.event;

import java.util.UUID;

/**
 * Which step of which run.
 *
 * @param phase {@code immediate, assess, recover, alternative, verify} or {@code resolve}
 * @param attempt the first is 1
 */
public record StepRef(UUID run, String phase, String name, int attempt) {}
