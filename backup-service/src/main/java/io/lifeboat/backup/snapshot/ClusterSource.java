package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.database.ClusterBackup;
import io.lifeboat.backup.database.ClusterFiles;
import io.lifeboat.backup.database.RelationReader;
import io.lifeboat.backup.repository.SnapshotWriter;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Host;
import io.lifeboat.sql.SqlClient;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.PosixFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a PostgreSQL server's data folder while it runs, so that what is read can be recovered from. */
final class ClusterSource {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Sources sources;
    private final Map<String, Host> hosts;
    private final SqlClient sql;

    ClusterSource(Sources sources, Map<String, Host> hosts, SqlClient sql) {
        this.sources = sources;
        this.hosts = hosts;
        this.sql = sql;
    }

    /** The group's one database, if that is what it is. */
    static Optional<BackupGroup.Source> of(BackupGroup group) {
        return group.cluster();
    }

    /** The caller closes it when the snapshot is committed, or given up. */
    ClusterBackup begin(BackupGroup.Source source, String snapshot) throws IOException {
        Host host = hosts.get(source.host());
        Host.@Nullable Database database =
                host == null ? null : host.databases().get(source.database());
        if (host == null || database == null) {
            throw new SourceException(source.host() + ": the catalog knows no database '" + source.database() + "'");
        }
        try {
            return ClusterBackup.begin(sql.connect(host, database, PATIENCE), snapshot);
        } catch (SQLException e) {
            throw asks(source, e);
        }
    }

    /** @return facts for the manifest */
    Map<String, String> read(BackupGroup group, BackupGroup.Source source, ClusterBackup backup, FileCollector files)
            throws IOException {
        try {
            RelationReader pages = new RelationReader(backup.startLsn(), backup.checksummed());
            SourcePath root = root(source);
            TablespaceSource tablespaces = new TablespaceSource(
                    Objects.requireNonNull(hosts.get(source.host())),
                    root,
                    backup.tablespaces(),
                    backup.tablespaceFolder());
            sources.walk(group, new Sources.Visitor() {
                @Override
                public void visit(SourcePath path, PosixFileAttributes attributes) throws IOException {
                    Optional<TablespaceSource.Content> content = tablespaces.behind(path, attributes);
                    if (content.isPresent()) {
                        files.add(
                                content.get().location(),
                                Sources.attributes(content.get().location()));
                        sources.walk(content.get().folder(), this);
                    } else if (!tablespaces.isLink(path, attributes)) {
                        add(root, path, attributes, pages, files);
                    }
                }

                @Override
                public void gone(SourceException e) throws IOException {
                    dropped(e);
                }
            });
            ClusterBackup.End end = backup.end();
            tablespaces.check(end, below(root, "pg_wal").here());
            for (String segment : end.segments()) {
                SourcePath path = below(root, "pg_wal/" + segment);
                files.addChanging(path, attributes(path), false, to -> StableReader.copy(path, to));
            }
            SourcePath version = below(root, "PG_VERSION");
            files.addChanging(
                    new SourcePath(root.host(), root.path() + "/backup_label", version.here()),
                    attributes(version),
                    false,
                    to -> to.write(end.label().getBytes(StandardCharsets.UTF_8)));
            return end.facts();
        } catch (SQLException e) {
            throw asks(source, e);
        }
    }

    private void add(
            SourcePath root, SourcePath path, PosixFileAttributes attributes, RelationReader pages, FileCollector files)
            throws IOException {
        String relative = path.path().substring(root.path().length()).replaceFirst("^/", "");
        if (!ClusterFiles.belongs(relative)) {
            return;
        }
        if (!attributes.isRegularFile()) {
            files.add(path, attributes);
            return;
        }
        try {
            // The server writes on all of them: that one was not touched can't be told from its times.
            boolean paged = ClusterFiles.isRelation(relative) && SnapshotWriter.isWholePages(attributes.size());
            if (paged) {
                files.addChanging(path, attributes, true, to -> copyPages(pages, path, to));
            } else {
                files.addChanging(path, attributes, false, to -> StableReader.copy(path, to));
            }
        } catch (SourceException e) {
            dropped(e);
        }
    }

    /** The server removes files all the time, and what it removes for good is in the WAL. */
    private static void dropped(SourceException e) throws SourceException {
        if (!(e.getCause() instanceof NoSuchFileException)) {
            throw e;
        }
    }

    private static void copyPages(RelationReader pages, SourcePath path, OutputStream to) throws IOException {
        try {
            pages.copy(path.here(), to);
        } catch (NoSuchFileException e) {
            throw Sources.unreadable(path, e);
        }
    }

    private static SourcePath below(SourcePath root, String name) {
        return new SourcePath(root.host(), root.path() + "/" + name, root.here().resolve(name));
    }

    private SourcePath root(BackupGroup.Source source) throws IOException {
        Host host = hosts.get(source.host());
        if (host == null) {
            throw new SourceException(source.host() + ": the catalog has no such host");
        }
        return new SourcePath(host.id(), source.path().replaceFirst("(?<=.)/+$", ""), host.resolve(source.path()));
    }

    private static PosixFileAttributes attributes(SourcePath path) throws IOException {
        try {
            return Files.readAttributes(path.here(), PosixFileAttributes.class);
        } catch (IOException e) {
            throw Sources.unreadable(path, e);
        }
    }

    private static SourceException asks(BackupGroup.Source source, SQLException e) {
        return new SourceException(
                "the database '%s' of %s: %s".formatted(source.database(), source.host(), e.getMessage()), e);
    }
}
