package io.lifeboat.backup.snapshot;

import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Host;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds every file of a group's sources, in an order that is always the same. Links are found, never followed. */
final class Sources {

    private final Map<String, Host> hosts;

    Sources(Map<String, Host> hosts) {
        this.hosts = hosts;
    }

    /** What is met on the way, in the order of the archive. */
    interface Visitor {
        void visit(SourcePath path, PosixFileAttributes attributes) throws IOException;

        /** Something that was there a moment ago. */
        default void gone(SourceException e) throws IOException {
            throw e;
        }
    }

    /** @throws SourceException if a source, or anything in it, is missing or can't be read */
    void walk(BackupGroup group, Visitor visitor) throws IOException {
        for (BackupGroup.Source source : group.sources()) {
            if (source.copy() != null) {
                continue;
            }
            Host host = hosts.get(source.host());
            if (host == null) {
                throw new SourceException(source.host() + ": the catalog has no such host");
            }
            SourcePath root =
                    new SourcePath(host.id(), source.path().replaceFirst("(?<=.)/+$", ""), host.resolve(source.path()));
            PosixFileAttributes attributes = attributes(root);
            if (attributes.isSymbolicLink()) {
                throw new SourceException(root.describe()
                        + " is a link, and links are not followed: name in the catalog what it leads to");
            }
            walk(root, attributes, visitor);
        }
    }

    /** All of a tree, and the folder itself. */
    void walk(SourcePath root, Visitor visitor) throws IOException {
        walk(root, attributes(root), visitor);
    }

    private void walk(SourcePath path, PosixFileAttributes attributes, Visitor visitor) throws IOException {
        visitor.visit(path, attributes);
        if (attributes.isDirectory()) {
            for (Path file : list(path)) {
                walkChild(path.child(file), visitor);
            }
        }
    }

    private void walkChild(SourcePath child, Visitor visitor) throws IOException {
        PosixFileAttributes attributes;
        try {
            attributes = attributes(child);
        } catch (SourceException e) {
            visitor.gone(e);
            return;
        }
        walk(child, attributes, visitor);
    }

    private static List<Path> list(SourcePath folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder.here())) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        files.sort(null);
        return files;
    }

    static PosixFileAttributes attributes(SourcePath path) throws IOException {
        try {
            return Files.readAttributes(path.here(), PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    static SourceException unreadable(SourcePath path, IOException e) {
        String reason = switch (e) {
            case NoSuchFileException missing -> "is missing";
            case AccessDeniedException denied -> "can't be read: permission denied";
            default -> "can't be read: " + e.getMessage();
        };
        return new SourceException("%s %s (here: %s)".formatted(path.describe(), reason, path.here()), e);
    }
}
