package io.lifeboat.event;

/** A record on a topic is no event that this service knows. Retrying can't help: it belongs on the dead-letter topic. */
public final class UndecodableEventException extends RuntimeException {

    public UndecodableEventException(String reason) {
        super(reason);
    }

    public UndecodableEventException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
