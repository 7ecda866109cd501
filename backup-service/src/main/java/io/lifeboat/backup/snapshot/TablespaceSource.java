package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.database.ClusterBackup;
import io.lifeboat.backup.database.Tablespace;
import io.lifeboat.backup.wal.WalTablespaces;
import io.lifeboat.catalog.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the links in a data folder's {@code pg_tblspc} lead to. In the snapshot it lies where the server sees it, below the
 * link's own path: so the files of a snapshot are a whole cluster, and none of them leads elsewhere.
 */
final class TablespaceSource {

    private final SourcePath root;
    private final Pattern link;
    private final Map<Long, Content> all = new TreeMap<>();
    private final Set<Long> seen = new TreeSet<>();

    /**
     * Both have the path that they get in the snapshot.
     *
     * @param folder the server's own within the location: what else lies there is not its
     */
    record Content(SourcePath location, SourcePath folder) {}

    /**
     * @param root the data folder
     * @param folder the name of the server's own folder in a location
     * @throws SourceException naming a tablespace that can't be read from here
     */
    TablespaceSource(Host host, SourcePath root, List<Tablespace> tablespaces, String folder) throws SourceException {
        this.root = root;
        this.link = Pattern.compile(Pattern.quote(root.path() + "/" + Tablespace.LINKS + "/") + "(\\d+)");
        for (Tablespace one : tablespaces) {
            Path here = here(host, root, one);
            String path = "%s/%s/%d".formatted(root.path(), Tablespace.LINKS, one.oid());
            all.put(
                    one.oid(),
                    new Content(
                            new SourcePath(host.id(), path, here),
                            new SourcePath(host.id(), path + "/" + folder, here.resolve(folder))));
        }
    }

    private static Path here(Host host, SourcePath root, Tablespace tablespace) throws SourceException {
        String named = "%s: the tablespace %s ".formatted(host.id(), tablespace.name());
        Path here = switch (TablespaceLocation.of(host, root.here(), tablespace.location())) {
            case TablespaceLocation.Refused refused -> throw new SourceException(named + refused.reason());
            case TablespaceLocation.Here found -> found.path();
        };
        if (Files.isSymbolicLink(here)) {
            throw new SourceException(
                    "%sat %s: that is a link, and links are not followed: make the tablespace where it leads to"
                            .formatted(named, tablespace.location()));
        }
        if (!Files.isDirectory(here, LinkOption.NOFOLLOW_LINKS)) {
            throw new SourceException(
                    "%sat %s can't be read here (there is no folder %s): mount it there, or what is in it is in no snapshot"
                            .formatted(named, tablespace.location(), here));
        }
        return here;
    }

    /** One that the server has not told of, made just now, is passed over: the snapshot's end tells of it. */
    boolean isLink(SourcePath path, PosixFileAttributes attributes) {
        return oid(path, attributes) != null;
    }

    /** What is to be read instead of the link. */
    Optional<Content> behind(SourcePath path, PosixFileAttributes attributes) {
        Long oid = oid(path, attributes);
        Content content = oid == null ? null : all.get(oid);
        if (oid == null || content == null) {
            return Optional.empty();
        }
        seen.add(oid);
        return Optional.of(content);
    }

    private @Nullable Long oid(SourcePath path, PosixFileAttributes attributes) {
        Matcher named = link.matcher(path.path());
        return attributes.isSymbolicLink() && named.matches() ? Long.valueOf(named.group(1)) : null;
    }

    /**
     * That they were the same from the snapshot's beginning to its end.
     *
     * @param wal the server's folder of it
     */
    void check(ClusterBackup.End end, Path wal) throws IOException {
        Optional<String> changed;
        try {
            changed = WalTablespaces.changed(wal, end.segments(), end.facts());
        } catch (IOException e) {
            throw new SourceException("%s: %s".formatted(root.describe(), e.getMessage()), e);
        }
        if (changed.isPresent()) {
            throw new SourceException(
                    "%s: %s while it was read: take the snapshot again".formatted(root.describe(), changed.get()));
        }
        Set<Long> missed = new TreeSet<>(all.keySet());
        missed.removeAll(seen);
        if (!missed.isEmpty()) {
            throw new SourceException(
                    "%s: the tablespaces %s have no link in %s".formatted(root.describe(), missed, Tablespace.LINKS));
        }
    }
}
