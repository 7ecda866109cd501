package io.lifeboat.catalog.action;

import org.jspecify.annotations.Nullable;

/** Well if the probe is healthy and, where asked, has this value. The probe's value is the step's. */
public record ProbeAction(String probe, @Nullable String equals) implements Action {}
