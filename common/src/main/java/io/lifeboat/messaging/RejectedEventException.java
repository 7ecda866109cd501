package io.lifeboat.messaging;

/**
 * An event could be read, but says something that can't be (an unknown component, say). Retrying can't help: it goes to
 * the dead-letter topic with this message.
 */
public final class RejectedEventException extends RuntimeException {

    public RejectedEventException(String reason) {
        super(reason);
    }
}
