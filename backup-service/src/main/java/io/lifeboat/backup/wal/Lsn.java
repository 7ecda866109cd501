package io.lifeboat.backup.wal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A position in the WAL as PostgreSQL writes it: {@code 16/B374D848}. */
public final class Lsn {

    private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

    private Lsn() {}

    public static String text(long lsn) {
        return "%X/%X".formatted(lsn >>> 32, lsn & 0xFFFFFFFFL);
    }

    /** @throws IllegalArgumentException if it is none */
    public static long parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no position in the WAL: it is written as 16/B374D848");
        }
        return Long.parseLong(parts.group(1), 16) << 32 | Long.parseLong(parts.group(2), 16);
    }
}
