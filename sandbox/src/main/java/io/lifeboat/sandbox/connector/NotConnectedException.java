package io.lifeboat.sandbox.connector;

/** There is no session with the broker, so nothing was sent. */
final class NotConnectedException extends Exception {

    NotConnectedException() {
        super("not connected to the broker");
    }
}
