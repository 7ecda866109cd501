package io.lifeboat.recovery.cli;

/** The service, or its database, does not answer now: asking again may help. */
final class ServiceAwayException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    ServiceAwayException(String message, Throwable cause) {
        super(message, cause);
    }

    ServiceAwayException(String message) {
        super(message);
    }
}
