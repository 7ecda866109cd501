package io.lifeboat.catalog.action;

import java.time.Duration;

/** Nothing, for a while. The time is counted from the step's first start, also across restarts. */
public record WaitAction(Duration forTime) implements Action {}
