package io.lifeboat.backup.snapshot;

import io.lifeboat.catalog.Host;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where a tablespace is from here. */
sealed interface TablespaceLocation {

    record Here(Path path) implements TablespaceLocation {}

    /** @param reason why nobody looks there, after the words "the tablespace" */
    record Refused(String reason) implements TablespaceLocation {}

    /**
     * A server names paths as it sees them itself. That is the host's own view, or ours, where the host is a folder of this
     * machine: then its paths begin with that folder. What lies outside the host's folder is never looked at.
     *
     * @param data the data folder, from here
     */
    static TablespaceLocation of(Host host, Path data, String location) {
        try {
            Path path = Path.of(location);
            if (!path.isAbsolute() || !path.equals(path.normalize()) || path.getNameCount() == 0) {
                return new Refused("'%s' is no path that a tablespace can have".formatted(location));
            }
            Path root = host.files().toAbsolutePath().normalize();
            Path here = path.startsWith(root) ? path : host.resolve(location).toAbsolutePath();
            return here.startsWith(data.toAbsolutePath().normalize())
                    ? new Refused("at %s lies in the data folder: move what is in it to one elsewhere, and drop it"
                            .formatted(location))
                    : new Here(here);
        } catch (InvalidPathException e) {
            return new Refused("'%s' has no path that can be there".formatted(location));
        }
    }
}
