package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.database.ClusterBackup;
import io.lifeboat.backup.database.ClusterFiles;
import io.lifeboat.backup.database.RelationReader;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Host;
import io.lifeboat.sql.SqlClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
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
        return group.sources().stream()
                .filter(source -> source.database() != null)
                .findFirst();
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
    Map<String, String> read(BackupGroup group, BackupGroup.Source source, ClusterBackup backup, ArchiveWriter archive)
            throws IOException {
        try {
            @Nullable RelationReader pages = backup.checksummed() ? new RelationReader(backup.startLsn()) : null;
            sources.walk(group, new Sources.Visitor() {
                @Override
                public void visit(SourcePath path, PosixFileAttributes attributes) throws IOException {
                    add(source, path, attributes, pages, archive);
                }

                @Override
                public void gone(SourceException e) throws IOException {
                    // The server removes files all the time, and what it removes for good is in the WAL.
                    if (!(e.getCause() instanceof NoSuchFileException)) {
                        throw e;
                    }
                }
            });
            ClusterBackup.End end = backup.end();
            SourcePath root = root(source);
            for (String segment : end.segments()) {
                addPlain(root, "pg_wal/" + segment, archive);
            }
            SourcePath version = below(root, "PG_VERSION");
            archive.addChanging(
                    new SourcePath(root.host(), root.path() + "/backup_label", version.here()),
                    attributes(version),
                    (from, to) -> to.write(end.label().getBytes(StandardCharsets.UTF_8)));
            return end.facts();
        } catch (SQLException e) {
            throw asks(source, e);
        }
    }

    private void add(
            BackupGroup.Source source,
            SourcePath path,
            PosixFileAttributes attributes,
            @Nullable RelationReader pages,
            ArchiveWriter archive)
            throws IOException {
        String relative = path.path().substring(source.path().length()).replaceFirst("^/", "");
        if (!ClusterFiles.belongs(relative)) {
            return;
        }
        if (!attributes.isRegularFile()) {
            archive.add(path, attributes);
            return;
        }
        try {
            if (pages != null && ClusterFiles.isRelation(relative)) {
                archive.addChanging(path, attributes, pages::copy);
            } else {
                archive.addChanging(path, attributes, ClusterSource::copy);
            }
        } catch (NoSuchFileException e) {
            // A table that was dropped meanwhile: the WAL says so, too.
        }
    }

    private static void addPlain(SourcePath root, String name, ArchiveWriter archive) throws IOException {
        SourcePath path = below(root, name);
        archive.addChanging(path, attributes(path), ClusterSource::copy);
    }

    private static SourcePath below(SourcePath root, String name) {
        return new SourcePath(root.host(), root.path() + "/" + name, root.here().resolve(name));
    }

    private SourcePath root(BackupGroup.Source source) throws IOException {
        Host host = hosts.get(source.host());
        if (host == null) {
            throw new SourceException(source.host() + ": the catalog has no such host");
        }
        return new SourcePath(host.id(), source.path(), host.resolve(source.path()));
    }

    private static PosixFileAttributes attributes(SourcePath path) throws IOException {
        try {
            return Files.readAttributes(path.here(), PosixFileAttributes.class);
        } catch (IOException e) {
            throw Sources.unreadable(path, e);
        }
    }

    private static void copy(Path from, OutputStream to) throws IOException {
        try (InputStream in = Files.newInputStream(from)) {
            in.transferTo(to);
        }
    }

    private static SourceException asks(BackupGroup.Source source, SQLException e) {
        return new SourceException(
                "the database '%s' of %s: %s".formatted(source.database(), source.host(), e.getMessage()), e);
    }
}
