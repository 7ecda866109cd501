package io.lifeboat.sandbox.demo;

import java.io.PrintStream;

/** What a person sees. Colour only where it is a terminal that wants it. */
public final class Console {

    /** What a line is about. */
    public enum Tone {
        PLAIN(""),
        FAINT("2"),
        GOOD("32"),
        BAD("31"),
        WARN("33"),
        STRONG("1");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    private final PrintStream out;
    private final boolean colour;

    public Console(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** Colour if it is a terminal, and neither {@code NO_COLOR} nor the caller is against it. */
    @SuppressWarnings("SystemConsoleNull") // In a JDK 25, too, it is null where there is no terminal.
    public static Console standard(boolean noColour) {
        boolean terminal = System.console() != null;
        return new Console(System.out, terminal && !noColour && System.getenv("NO_COLOR") == null);
    }

    public synchronized void line(Tone tone, String text) {
        out.println(paint(tone, text));
        out.flush();
    }

    public void line(String text) {
        line(Tone.PLAIN, text);
    }

    public String paint(Tone tone, String text) {
        return colour && tone != Tone.PLAIN ? "\u001b[" + tone.code + "m" + text + "\u001b[0m" : text;
    }
}
