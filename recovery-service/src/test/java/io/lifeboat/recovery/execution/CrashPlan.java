package io.lifeboat.recovery.execution;

import java.util.concurrent.atomic.AtomicInteger;

/** Ends the "process" at one moment: each write to the database has one before its commit and one after it. */
final class CrashPlan {

    static final class Crash extends Error {
        Crash(int point) {
            super("killed at point " + point);
        }
    }

    private final int at;
    private final AtomicInteger passed = new AtomicInteger();

    private CrashPlan(int at) {
        this.at = at;
    }

    static CrashPlan at(int point) {
        return new CrashPlan(point);
    }

    static CrashPlan never() {
        return new CrashPlan(-1);
    }

    void around(Runnable write) {
        point();
        write.run();
        point();
    }

    /** A write that commits with the caller's transaction: a crash here takes it back. */
    void point() {
        int point = passed.getAndIncrement();
        if (point == at) {
            throw new Crash(point);
        }
    }

    int passed() {
        return passed.get();
    }
}
