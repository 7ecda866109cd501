package io.lifeboat.catalog;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of the plan's groups of backups.
 *
 * @param keep none: nothing of it is ever removed
 * @param drill none: nobody restores it to see whether that works
 * @param consistentWith the database whose position each snapshot is stamped with, so that both can be restored to one
 *     instant; none where there is no such
 * @param image of which server a provider takes images; none where the backup is of files or of a database
 */
public record BackupGroup(
        String id,
        String title,
        @Nullable String managedBy,
        List<Source> sources,
        List<Place> places,
        List<Kind> kinds,
        @Nullable String checksum,
        @Nullable Keep keep,
        @Nullable RestoreDrill drill,
        @Nullable DatabaseName consistentWith,
        @Nullable SystemImage image) {

    public BackupGroup {
        sources = List.copyOf(sources);
        places = List.copyOf(places);
        kinds = List.copyOf(kinds);
    }

    /** One of which nothing is ever removed. */
    public BackupGroup(
            String id,
            String title,
            @Nullable String managedBy,
            List<Source> sources,
            List<Place> places,
            List<Kind> kinds,
            @Nullable String checksum) {
        this(id, title, managedBy, sources, places, kinds, checksum, null, null, null, null);
    }

    /** One that is never restored to see whether that works. */
    public BackupGroup(
            String id,
            String title,
            @Nullable String managedBy,
            List<Source> sources,
            List<Place> places,
            List<Kind> kinds,
            @Nullable String checksum,
            @Nullable Keep keep) {
        this(id, title, managedBy, sources, places, kinds, checksum, keep, null, null, null);
    }

    /** One that goes with no database. */
    public BackupGroup(
            String id,
            String title,
            @Nullable String managedBy,
            List<Source> sources,
            List<Place> places,
            List<Kind> kinds,
            @Nullable String checksum,
            @Nullable Keep keep,
            @Nullable RestoreDrill drill) {
        this(id, title, managedBy, sources, places, kinds, checksum, keep, drill, null, null);
    }

    /** One of files or of a database. */
    public BackupGroup(
            String id,
            String title,
            @Nullable String managedBy,
            List<Source> sources,
            List<Place> places,
            List<Kind> kinds,
            @Nullable String checksum,
            @Nullable Keep keep,
            @Nullable RestoreDrill drill,
            @Nullable DatabaseName consistentWith) {
        this(id, title, managedBy, sources, places, kinds, checksum, keep, drill, consistentWith, null);
    }

    /** Whether its snapshots are taken here: one that has nothing to read, or whose server nobody has named yet, is not. */
    public boolean isTakenHere() {
        return !sources.isEmpty() || (image != null && image.isKnown());
    }

    /** Its one cluster, if that is what it is of. */
    public Optional<Source> cluster() {
        return sources.stream().filter(Source::isCluster).findFirst();
    }

    /** @param database by its name at the host */
    public record DatabaseName(String host, String database) {}

    /**
     * Restores that prove the backups.
     *
     * @param after the name of the kind whose snapshots are restored to see whether that works
     * @param invariants what must hold in a restored database
     * @param every only after the first of them in that time; none: after each
     */
    public record RestoreDrill(
            String after,
            List<Invariant> invariants,
            @Nullable Frequency every) {
        public RestoreDrill {
            invariants = List.copyOf(invariants);
        }

        /** After each snapshot of the kind. */
        public RestoreDrill(String after, List<Invariant> invariants) {
            this(after, invariants, null);
        }
    }

    /** @param sql a query that finds what must not be: it returns no rows */
    public record Invariant(String name, String sql) {}

    /**
     * What is kept of a group, besides what its kinds say. Each number counts periods that have a snapshot, and keeps the
     * newest of each; 0: the rule is not there.
     *
     * @param last so many of the newest, whenever they were taken
     */
    public record Keep(int last, int hourly, int daily, int weekly, int monthly) {}

    /**
     * @param path an absolute path on the host: a file, or a folder with all that is in it
     * @param database whose data folder this is, by its name at the host; none for files
     * @param copy what of the database is archived in the file that the path names, as a query; none where the path is the
     *     data folder itself
     */
    public record Source(
            String host,
            String path,
            @Nullable String database,
            @Nullable String copy) {

        public Source(String host, String path) {
            this(host, path, null, null);
        }

        public Source(String host, String path, @Nullable String database) {
            this(host, path, database, null);
        }

        /** Whether it is the data folder of a server that runs. */
        public boolean isCluster() {
            return database != null && copy == null;
        }
    }

    /**
     * @param id such as {@code local} or {@code offsite}
     * @param uri a {@code file:} or {@code s3:} address, or a name where it is neither
     */
    public record Place(String id, String uri) {}

    /**
     * @param at the time of day (UTC), for what happens daily or weekly
     * @param keep how long it is kept; none where the plan does not say
     * @param takenAs the group whose snapshots are meant; none where they are this group's own
     * @param standby where a standby keeps its copy of the source; none: nobody looks how far that is behind
     */
    public record Kind(
            String name,
            Frequency frequency,
            @Nullable LocalTime at,
            @Nullable Duration keep,
            @Nullable String takenAs,
            @Nullable StandbyCopy standby) {

        public Kind(
                String name,
                Frequency frequency,
                @Nullable LocalTime at,
                @Nullable Duration keep,
                @Nullable String takenAs) {
            this(name, frequency, at, keep, takenAs, null);
        }

        public Kind(String name, Frequency frequency, @Nullable LocalTime at, @Nullable Duration keep) {
            this(name, frequency, at, keep, null);
        }
    }

    /**
     * @param path an absolute path on the host, where the source's own path is copied to
     * @param component whose objective for lost data the copy is measured against, and which trades: while it does so on
     *     another host than the source's, nothing is expected of the copy
     */
    public record StandbyCopy(String host, String path, String component) {}

    public enum Frequency {
        CONTINUOUS,
        HOURLY,
        DAILY,
        WEEKLY
    }
}
