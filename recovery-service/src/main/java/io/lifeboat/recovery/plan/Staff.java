package io.lifeboat.recovery.plan;

/** The people who may act. */
public interface Staff {

    /** How many people are known who may approve. */
    int approvers();

    /** How many people are known who may answer. */
    int operators();

    /** Whether others may act who are not known beforehand: by a shared token, or an identity provider's. */
    boolean others();
}
