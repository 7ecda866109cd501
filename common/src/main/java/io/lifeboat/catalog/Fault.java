package io.lifeboat.catalog;

/** In which way an act has failed. */
public enum Fault {
    /** It said no. */
    FAILURE,
    /** It did not end in time. */
    TIMEOUT,
    /** Whoever should have done it could not be reached: nothing has begun. */
    UNREACHABLE
}
