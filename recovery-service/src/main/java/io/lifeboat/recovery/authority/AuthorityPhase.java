package io.lifeboat.recovery.authority;

/** How far the authority to trade is with its holder. */
public enum AuthorityPhase {
    /** The holder trades. */
    TRADING,
    /** A fence was begun and not confirmed: the holder may still trade. */
    FENCING,
    /** Nobody can trade. */
    FENCED,
    /** The holder runs, and only observes. */
    OBSERVING
}
