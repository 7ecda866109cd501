package io.lifeboat.recovery.authority;

/** What was asked would let two engines trade at once, or one that was not reconciled. Nothing has changed. */
public final class AuthorityRefusedException extends RuntimeException {
    AuthorityRefusedException(String reason) {
        super(reason);
    }
}
