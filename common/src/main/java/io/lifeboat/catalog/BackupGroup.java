package io.lifeboat.catalog;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the plan's groups of backups.
 *
 * @param keep none: nothing of it is ever removed
 */
public record BackupGroup(
        String id,
        String title,
        @Nullable String managedBy,
        List<Source> sources,
        List<Place> places,
        List<Kind> kinds,
        @Nullable String checksum,
        @Nullable Keep keep) {

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
        this(id, title, managedBy, sources, places, kinds, checksum, null);
    }

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
     */
    public record Source(String host, String path, @Nullable String database) {

        public Source(String host, String path) {
            this(host, path, null);
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
     */
    public record Kind(
            String name,
            Frequency frequency,
            @Nullable LocalTime at,
            @Nullable Duration keep) {}

    public enum Frequency {
        CONTINUOUS,
        HOURLY,
        DAILY,
        WEEKLY
    }
}
