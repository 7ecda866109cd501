package io.lifeboat.catalog.action;

import java.util.Locale;

/**
 * A program under a host's supervisord: over its XML-RPC where hosts.yaml gives the host one, else with {@code
 * supervisorctl} over SSH.
 */
public record SupervisorAction(String host, Verb verb, String program) implements Action {

    public enum Verb {
        START,
        STOP,
        RESTART,
        STATUS;

        /** As supervisorctl takes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
