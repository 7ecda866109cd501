package io.lifeboat.recovery.execution;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Ends the "process" at one moment: each write to the database has one before its commit and one after it. Its other threads end at their next one. */
final class CrashPlan {

    static final class Crash extends Error {
        Crash(int point) {
            super("killed at point " + point);
        }
    }

    private final int at;
    private final AtomicInteger passed = new AtomicInteger();
    private final Map<String, Integer> reached = new ConcurrentHashMap<>();

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
        if (at >= 0 && point >= at) {
            throw new Crash(at);
        }
    }

    /** Its next points are those of this step. */
    void reaches(String step) {
        reached.putIfAbsent(step, passed.get());
    }

    /** Where a step begins for the first time. */
    int pointOf(String step) {
        return reached.getOrDefault(step, 0);
    }

    int passed() {
        return passed.get();
    }
}
