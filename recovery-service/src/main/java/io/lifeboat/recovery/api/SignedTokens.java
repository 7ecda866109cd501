package io.lifeboat.recovery.api;

import java.util.Optional;

/** Tokens that an identity provider has signed. */
interface SignedTokens {

    /** Whether there is a provider whose tokens are taken. */
    boolean used();

    /** Whom the token of the request in hand names; none if it is no token of the provider, or a bad one. */
    Optional<Person> shown();
}
