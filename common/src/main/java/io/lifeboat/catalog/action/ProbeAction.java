package io.lifeboat.catalog.action;

import org.jspecify.annotations.Nullable;

/**
 * Well if the probe is healthy and, where asked, has this value. The probe's value is the step's.
 *
 * @param healthy false where the step is well if the probe is not: that a server is gone must be seen, too
 */
public record ProbeAction(String probe, @Nullable String equals, boolean healthy) implements Action {

    public ProbeAction(String probe, @Nullable String equals) {
        this(probe, equals, true);
    }
}
