package io.lifeboat.backup.database;

import java.util.Set;
import java.util.regex.Pattern;

/** Which files of a data folder belong in a snapshot of a server that runs. Paths are relative to the folder. */
public final class ClusterFiles {

    /** Their folders are kept, empty: the server makes what is in them anew. */
    private static final Set<String> EMPTY = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans",
            "lifeboat-wal");

    private static final Set<String> OF_THE_PROCESS = Set.of(
            "postmaster.pid",
            "postmaster.opts",
            "current_logfiles",
            "backup_label",
            "tablespace_map",
            "recovery.signal",
            "standby.signal");

    private static final Pattern RELATION =
            Pattern.compile("(base/\\d+|global|pg_tblspc/\\d+/PG_\\d+_\\d+/\\d+)/\\d+(_(fsm|vm|init))?(\\.\\d+)?");

    private ClusterFiles() {}

    public static boolean belongs(String path) {
        int slash = path.indexOf('/');
        String name = path.substring(path.lastIndexOf('/') + 1);
        return !(slash > 0 && EMPTY.contains(path.substring(0, slash)))
                && !OF_THE_PROCESS.contains(path)
                && !name.equals("pg_internal.init")
                && !name.startsWith("pgsql_tmp");
    }

    /** Whether it consists of pages with checksums. */
    public static boolean isRelation(String path) {
        return RELATION.matcher(path).matches();
    }
}
