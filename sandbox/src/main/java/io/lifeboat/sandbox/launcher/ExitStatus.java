package io.lifeboat.sandbox.launcher;

/** What {@code ./lifeboat} ends with; {@code docs/operations.md} lists them. */
final class ExitStatus {

    static final int OK = 0;
    /** The bot was not recovered, or not within its RTO; the catalog has errors. */
    static final int FAILED = 1;
    /** The command line is wrong (picocli's own). */
    static final int USAGE = 2;
    /** Something that is needed is not there: no run is up, a service does not start. */
    static final int UNAVAILABLE = 69;

    private ExitStatus() {}
}
