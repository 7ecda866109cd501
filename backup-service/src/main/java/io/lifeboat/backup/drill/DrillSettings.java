package io.lifeboat.backup.drill;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how drills are held.
 *
 * @param folder where a snapshot is restored to; as big as what is restored
 * @param programs PostgreSQL's, with {@code {version}} for its major version
 * @param within how long each of its programs may take
 */
public record DrillSettings(Path folder, String programs, Duration within) {

    /** Where Debian has them. */
    public static final String DEBIAN = "/usr/lib/postgresql/{version}/bin";
}
