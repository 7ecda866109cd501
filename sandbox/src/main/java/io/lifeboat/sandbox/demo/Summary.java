package io.lifeboat.sandbox.demo;

import io.lifeboat.sandbox.demo.Console.Tone;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last lines of a demo: what was measured beside what was promised. */
public final class Summary {

    private static final long DETECTED_GOAL_MS = 1_100;
    /** What must be sure before it is announced: how long its evidence must last, and the broker's own patience with the engine. */
    private static final Map<String, Long> SUSTAINED_MS = Map.of("primary-server-failure", 8_000L);

    private static final long FIRST_STEP_GOAL_MS = 100;
    private static final long FIRST_PAGE_GOAL_MS = 500;

    private Summary() {}

    public static void print(DemoReport report, Console console) {
        console.line("");
        long sustained = SUSTAINED_MS.getOrDefault(report.scenario(), 0L);
        figure(console, "failure → detected", report.detectedAfterMs(), DETECTED_GOAL_MS + sustained);
        figure(console, "published → first step", report.firstStepAfterMs(), FIRST_STEP_GOAL_MS);
        figure(console, "detected → first page", report.firstPageAfterMs(), FIRST_PAGE_GOAL_MS);
        console.line(String.format(
                Locale.ROOT,
                "%-24s %d accepted, %d lost, %d epoch overlaps, %d between fence and reconciliation",
                "broker's verdict",
                report.verdict().ordersAccepted(),
                report.verdict().ordersLost(),
                report.verdict().epochOverlaps(),
                report.verdict().ordersBetweenFenceAndReconcile()));
        console.line(report.passed() ? Tone.GOOD : Tone.BAD, result(report));
    }

    private static String result(DemoReport report) {
        Double rto = report.rtoSeconds();
        String target = report.rtoTargetSeconds() == null
                ? "no RTO in the plan"
                : "the plan's RTO is " + words(Duration.ofSeconds(report.rtoTargetSeconds()));
        return rto == null
                ? "NOT RECOVERED; " + target
                : String.format(
                        Locale.ROOT,
                        "%s in %.1f s; %s",
                        report.passed() ? "RECOVERED" : "RECOVERED, BUT NOT AS PROMISED,",
                        rto,
                        target);
    }

    private static void figure(Console console, String name, @Nullable Long millis, long goal) {
        console.line(
                millis != null && millis <= goal ? Tone.PLAIN : Tone.WARN,
                String.format(
                        Locale.ROOT,
                        "%-24s %s   (goal: at most %,d ms)",
                        name,
                        millis == null ? "never" : String.format(Locale.ROOT, "%,d ms", millis),
                        goal));
    }

    private static String words(Duration duration) {
        return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }
}
