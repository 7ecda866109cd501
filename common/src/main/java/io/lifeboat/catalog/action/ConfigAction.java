package io.lifeboat.catalog.action;

/**
 * A configuration file and the copy of it that is known to be good.
 *
 * @param file the one in use
 * @param good the copy
 */
public record ConfigAction(Verb verb, String host, String file, String good) implements Action {

    public enum Verb {
        /** Says how they differ. Well if they are the same. */
        DIFF,
        /** Puts the copy in the place of the file, which is kept beside it under the run's id. Never from an empty copy. */
        RESTORE
    }
}
