package io.lifeboat.catalog.action;

import java.util.List;

/** SHA-256 of every file below some folders of a host. */
public record ChecksumAction(Verb verb, String host, List<String> paths) implements Action {

    public ChecksumAction {
        paths = List.copyOf(paths);
    }

    public enum Verb {
        /** Takes the sums of now for good. Only while the system is known to be well. */
        BASELINE,
        /** Well if every file is what it was at the baseline, and there is none more and none less. */
        COMPARE
    }
}
