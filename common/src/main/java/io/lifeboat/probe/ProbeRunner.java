package io.lifeboat.probe;

import io.lifeboat.catalog.ProbeSpec;

/** Asks one probe once. Blocks for at most the probe's {@code within}, never throws for what the bot does. Thread-safe. */
@FunctionalInterface
public interface ProbeRunner {

    ProbeResult run(ProbeSpec probe);
}
