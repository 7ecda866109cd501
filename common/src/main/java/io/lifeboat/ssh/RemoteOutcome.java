package io.lifeboat.ssh;

/** How a remote command ended. {@code output} is its last 64 KiB at most. */
public sealed interface RemoteOutcome {

    /**
     * Nothing ran: no connection, a host key that is not in the catalog, a login that was refused. Trying again is safe.
     *
     * @param fault whose: a host that does not answer says something about the host, a key that is missing here does not
     */
    record NotStarted(String reason, Fault fault) implements RemoteOutcome {
        public NotStarted(String reason) {
            this(reason, Fault.OURS);
        }
    }

    /** @param childLeft whether something that it has started still holds its output, which is listened to no longer */
    record Exited(int status, String output, boolean childLeft) implements RemoteOutcome {
        public Exited(int status, String output) {
            this(status, output, false);
        }
    }

    record Killed(String signal, String output) implements RemoteOutcome {}

    /** The caller had seen enough; the channel was closed on the command. */
    record SeenEnough(String output) implements RemoteOutcome {}

    /** The time was over; the channel was closed, and the command may still run. */
    record TimedOut(String output) implements RemoteOutcome {}

    /** The connection was lost after the command was sent: nobody knows whether it ran. */
    record Lost(String reason, String output) implements RemoteOutcome {}

    enum Fault {
        /** The host does not answer, or not as an SSH server would. */
        HOST,
        /** It answers, and Lifeboat's keys, the catalog's host keys or the login are not good for it. */
        OURS
    }
}
