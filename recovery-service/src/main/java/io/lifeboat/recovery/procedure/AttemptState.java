package io.lifeboat.recovery.procedure;

/** How far an attempt at a step has come. */
public enum AttemptState {
    /** The intent is on the record; the act may have begun. */
    STARTED,
    SUCCEEDED,
    FAILED,
    /** A person has said that it did not work: not retried. */
    REJECTED,
    /** A person wants the run to end. */
    ABORTED,
    /** The process ended in the middle of an act that may be repeated. Does not count against the step's retries. */
    INTERRUPTED,
    /** Nobody knows whether the act took place. */
    UNKNOWN,
    /** A person is asked. */
    WAITING,
    /** Nothing to do before a moment that is on the record. */
    SLEEPING,
    /** Its condition was false. */
    SKIPPED
}
