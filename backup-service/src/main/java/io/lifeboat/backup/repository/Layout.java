package io.lifeboat.backup.repository;

import java.util.regex.Pattern;

/** The names within a place. */
final class Layout {

    static final String BODY = "snapshot.tar.zst";
    static final String MANIFEST = "manifest.json";

    private static final Pattern GROUP = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private Layout() {}

    /** @throws IllegalArgumentException if one of them could lead elsewhere */
    static void check(String group, String snapshot) {
        checkGroup(group);
        if (!SnapshotId.isValid(snapshot)) {
            throw new IllegalArgumentException("'" + snapshot + "' is no id of a snapshot");
        }
    }

    static void checkGroup(String group) {
        if (!GROUP.matcher(group).matches()) {
            throw new IllegalArgumentException("'" + group + "' is no id of a backup");
        }
    }
}
