package io.lifeboat.detector.logs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A fingerprint of the first bytes of a file: a file that was emptied and written anew is not the file it was.
 *
 * @param length how many bytes, at most 256
 */
record Head(int length, String sha256) {

    static final int LONGEST = 256;
    private static final int ENOUGH = 64;
    static final Head EMPTY = of(new byte[0]);

    static Head of(byte[] bytes) {
        try {
            return new Head(
                    bytes.length,
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Long enough to tell one log file from another by itself. */
    boolean telling() {
        return length >= ENOUGH;
    }
}
