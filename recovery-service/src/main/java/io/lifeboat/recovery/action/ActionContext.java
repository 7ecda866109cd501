package io.lifeboat.recovery.action;

import io.lifeboat.catalog.Step;
import java.util.UUID;

/** Which attempt an act belongs to. */
public record ActionContext(UUID incident, UUID run, Step step, int pass, int number) {}
