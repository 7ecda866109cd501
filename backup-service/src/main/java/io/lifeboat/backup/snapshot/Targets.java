package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.snapshot.Target.Part;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out where a restore goes. */
final class Targets {

    private final Map<String, Host> hosts;

    Targets(Map<String, Host> hosts) {
        this.hosts = hosts;
    }

    /** @throws WrongUsageException if it can't be restored there, whatever lies there */
    List<Target> of(BackupGroup group, RestoreRequest request) throws IOException {
        String only = request.only();
        Path folder = request.target();
        if (folder != null) {
            return List.of(into(folder, group, only));
        }
        if (only != null) {
            return List.of(within(group, OnlyPath.parse(only)));
        }
        List<Target> targets = new ArrayList<>();
        for (BackupGroup.Source source : group.sources()) {
            Path here = here(source);
            Part part = new Part(source.host(), path(source));
            targets.add(new Target(part.describe(), here, here, List.of(part), kind(source.isCluster()), false));
        }
        return targets;
    }

    private static Target into(Path folder, BackupGroup group, @Nullable String only) throws IOException {
        Path here = folder.toAbsolutePath().normalize();
        if (here.getFileName() == null) {
            throw new WrongUsageException("--target " + folder + ": name a folder of its own for what is restored");
        }
        if (Files.isSymbolicLink(here)) {
            throw new WrongUsageException("--target " + here + " is a link: name what it leads to");
        }
        if (!Files.isDirectory(here.resolveSibling(""))) {
            throw new WrongUsageException("--target " + here + ": there is no folder " + here.getParent());
        }
        if (only != null) {
            OnlyPath path = OnlyPath.parse(only);
            Part part = new Part(path.source(group).host(), path.path());
            return new Target(here.toString(), here, here, List.of(part), kind(false), true);
        }
        List<Part> parts = group.sources().stream()
                .map(source -> new Part(source.host(), path(source)))
                .toList();
        boolean database = ClusterSource.of(group).isPresent();
        if (database && parts.size() > 1) {
            throw new WrongUsageException(
                    "%s has more than the database, which needs a folder of its own: restore it in its place"
                            .formatted(group.id()));
        }
        return new Target(here.toString(), here, here, parts, kind(database), true);
    }

    private Target within(BackupGroup group, OnlyPath only) throws IOException {
        BackupGroup.Source source = only.source(group);
        if (source.isCluster()) {
            throw new WrongUsageException(
                    "a part of a database can't be put back by itself: say --target with a folder for " + only.path());
        }
        Path root = here(source);
        Path here = root.resolve(only.path().substring(path(source).length()).replaceFirst("^/+", ""))
                .normalize();
        if (!here.startsWith(root)) {
            throw new WrongUsageException(only.path() + " leads out of " + path(source));
        }
        Part part = new Part(source.host(), only.path());
        for (Path above = here.resolveSibling(""); above.startsWith(root); above = above.resolveSibling("")) {
            if (!Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
                throw new WrongUsageException("%s has no folder for %s (here: %s is none): restore what it lies in"
                        .formatted(part.host(), part.path(), above));
            }
        }
        return new Target(part.describe(), here, root, List.of(part), kind(false), false);
    }

    private Path here(BackupGroup.Source source) throws IOException {
        Host host = hosts.get(source.host());
        if (host == null) {
            throw new WrongUsageException(source.host() + ": the catalog has no such host");
        }
        String path = path(source);
        Path here = host.resolve(path);
        if (Files.isSymbolicLink(here)) {
            throw new WrongUsageException(
                    "%s:%s is a link: name in the catalog what it leads to".formatted(host.id(), path));
        }
        if (!Files.isDirectory(here.resolveSibling(""))) {
            throw new WrongUsageException(
                    "%s has no folder for %s (here: %s): make it, or restore to a folder with --target"
                            .formatted(host.id(), path, here));
        }
        return here;
    }

    private static Target.Kind kind(boolean isCluster) {
        return isCluster ? new Target.Kind.Cluster() : new Target.Kind.Files();
    }

    private static String path(BackupGroup.Source source) {
        return source.path().replaceFirst("(?<=.)/+$", "");
    }
}
