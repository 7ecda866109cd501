package io.lifeboat.sandbox.process;

import java.io.IOException;

/**
 * Ends this process when its parent is gone, however the parent ended: the parent holds the other end of standard input,
 * and the kernel closes that with it. Whoever runs the process by hand is no such parent, and does not set the variable.
 */
public final class Lifeline {

    /** Set to {@code stdin} by a parent that holds the pipe. */
    public static final String VARIABLE = "SANDBOX_LIFELINE";

    private Lifeline() {}

    /** @param lastWords runs before the process halts; must not block for long */
    @SuppressWarnings({"SystemExitOutsideMain", "CatchAndPrintStackTrace"})
    public static void hold(Runnable lastWords) {
        if (!"stdin".equals(System.getenv(VARIABLE))) {
            return;
        }
        Thread.ofPlatform().daemon().name("lifeline").start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // Nobody writes to it; only its end means something.
                }
            } catch (IOException e) {
                // As good as its end.
            }
            try {
                lastWords.run();
            } catch (RuntimeException e) {
                System.err.println("on the way out: " + e);
            }
            Runtime.getRuntime().halt(0);
        });
    }
}
