package io.lifeboat.sandbox.connector;

/** The request was sent and no answer came: the broker may or may not have acted on it. */
final class UnknownOutcomeException extends Exception {

    UnknownOutcomeException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
