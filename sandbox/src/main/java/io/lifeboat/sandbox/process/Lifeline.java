package io.lifeboat.sandbox.process;

import java.io.IOException;

/**
 * Ends this process when its parent is gone, however the parent ended: the parent holds the other end of standard input,
 * and the kernel closes that with it.
 */
public final class Lifeline {

    private Lifeline() {}

    /** @param lastWords runs before the process halts; must not block for long */
    @SuppressWarnings({"SystemExitOutsideMain", "CatchAndPrintStackTrace"})
    public static void hold(Runnable lastWords) {
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
