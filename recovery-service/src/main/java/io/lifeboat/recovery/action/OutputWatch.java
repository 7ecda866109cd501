package io.lifeboat.recovery.action;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a command's output line by line: is it enough, what did it say last, and what is the digest of all of it. */
final class OutputWatch {

    private static final int LONGEST_LINE = 400;
    private static final int TAIL = 4_000;

    private final @Nullable Pattern until;
    private final MessageDigest digest = sha256();
    private boolean satisfied;
    private String last = "";
    private final Deque<String> tail = new ArrayDeque<>();
    private int tailLength;

    OutputWatch(@Nullable String until) {
        this.until = until == null ? null : Pattern.compile(until);
    }

    /** Whether this line ends the watch. */
    synchronized boolean enough(String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        String brief = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line;
        keep(brief);
        if (!line.isBlank()) {
            last = brief.replace('\0', '\uFFFD');
        }
        satisfied = until != null && until.matcher(line).find();
        return satisfied;
    }

    synchronized String last() {
        return last;
    }

    /** The last line of output, or what there is to say without one. */
    synchronized String summary(String otherwise) {
        return last.isEmpty() ? otherwise : otherwise + ": " + last.strip();
    }

    /** PostgreSQL's text can't hold a NUL. */
    private void keep(String line) {
        String text = line.replace('\0', '\uFFFD');
        tail.addLast(text);
        tailLength += text.length() + 1;
        while (tailLength > TAIL) {
            tailLength -= tail.removeFirst().length() + 1;
        }
    }

    synchronized Output output() {
        return new Output(digest(), String.join("\n", tail));
    }

    synchronized String digest() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
