package io.lifeboat.recovery.supervisor;

/** supervisord's answer is a fault: it has the request and does not do it. */
public final class SupervisorFaultException extends RuntimeException {

    private final int code;

    SupervisorFaultException(int code, String text) {
        super(text + " (fault " + code + ")");
        this.code = code;
    }

    public int code() {
        return code;
    }
}
