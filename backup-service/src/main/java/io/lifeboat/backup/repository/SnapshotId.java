package io.lifeboat.backup.repository;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids of snapshots: they sort by time, and two taken in the same millisecond differ. */
public final class SnapshotId {

    private static final Pattern FORM = Pattern.compile("\\d{8}T\\d{9}Z-[0-9a-f]{8}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private SnapshotId() {}

    public static String create(Instant now) {
        return earliest(now) + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Sorts before every id of this time or later. */
    public static String earliest(Instant time) {
        return TIME.format(time);
    }

    /** When it was begun. */
    public static Instant time(String id) {
        return TIME.parse(id.substring(0, id.indexOf('-')), Instant::from);
    }

    /** Whether this is an id at all. Nothing else may become part of a path. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }
}
