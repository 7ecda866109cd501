package io.lifeboat.ssh;

import io.lifeboat.ssh.RemoteOutcome.Fault;
import org.jspecify.annotations.Nullable;

/** There is no session with a host. The message is for a person. */
final class ConnectException extends Exception {

    private final Fault fault;

    ConnectException(Fault fault, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
