package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.database.Tablespace;
import io.lifeboat.backup.database.TablespaceMap;
import io.lifeboat.backup.database.TablespaceRestore;
import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.repository.FileEntry;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.wal.UnreachableException;
import io.lifeboat.backup.wal.WalTablespaces;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the tablespaces of a restored database go: to their locations if it goes to its own place, and else into its data
 * folder, from where nothing leads to what is in use.
 */
final class Tablespaces {

    private static final Pattern FOLDER = Pattern.compile("PG_\\d+_\\d+");

    private final BackupGroup.@Nullable Source source;
    private final @Nullable Host host;
    private final boolean over;

    /** @param isScratch whether the hosts are folders beside what runs */
    Tablespaces(Map<String, Host> hosts, BackupGroup group, RestoreRequest request, boolean isScratch) {
        boolean isInPlace = request.target() == null && request.only() == null && !isScratch;
        this.source = isInPlace ? ClusterSource.of(group).orElse(null) : null;
        this.host = source == null ? null : hosts.get(source.host());
        this.over = request.over();
    }

    /** Whether they go to their locations. */
    boolean inPlace() {
        return host != null;
    }

    /**
     * What becomes of them besides the data folder.
     *
     * @throws WrongUsageException if one can't be put in its place, whatever lies there
     * @throws TargetNotEmptyException if one must not be replaced
     */
    List<Target> targets(SnapshotManifest manifest) throws IOException {
        List<Target> targets = new ArrayList<>();
        if (source == null || host == null) {
            return targets;
        }
        for (Map.Entry<Long, String> one : map(manifest).locations().entrySet()) {
            String link = "%s/%s/%d".formatted(path(), Tablespace.LINKS, one.getKey());
            String folder = folder(manifest, host.id(), link);
            targets.add(target(
                    one.getKey(), one.getValue(), folder, List.of(new Target.Part(host.id(), link + "/" + folder))));
        }
        return targets;
    }

    /**
     * Folders that must be empty when the recovery begins, because the WAL makes a tablespace there.
     *
     * @param found what the WAL makes
     * @param staged the data folder
     * @throws UnreachableException if it must not be made, because it is in use by another
     */
    List<Target> made(SnapshotManifest manifest, List<WalTablespaces.Made> found, Path staged) throws IOException {
        List<Target> targets = new ArrayList<>();
        for (WalTablespaces.Made one : found) {
            if (!inPlace()) {
                throw new UnreachableException(
                        "the WAL after snapshot %s makes a tablespace at %s, and whoever replays it elsewhere writes there, too: restore up to before that (--to-lsn %s), or take a snapshot and restore that"
                                .formatted(manifest.id(), one.location(), one.lsn()));
            }
            boolean isKnown = map(manifest).locations().containsValue(one.location())
                    || targets.stream().anyMatch(other -> isAt(other, one.location()));
            if (!isKnown) {
                targets.add(target(one.oid(), one.location(), TablespaceRestore.folder(staged), List.of()));
            }
        }
        return targets;
    }

    private static boolean isAt(Target target, String location) {
        return target.kind().equals(new Target.Kind.Tablespace(location));
    }

    private Target target(long oid, String location, String folder, List<Target.Part> parts) throws IOException {
        if (source == null || host == null) {
            throw new IllegalStateException("not restored to its place");
        }
        String named = "%s: the tablespace %d ".formatted(host.id(), oid);
        Path at = switch (TablespaceLocation.of(host, host.resolve(path()), location)) {
            case TablespaceLocation.Refused refused -> throw new WrongUsageException(named + refused.reason());
            case TablespaceLocation.Here found -> found.path();
        };
        if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
            throw new WrongUsageException(
                    "%sbelongs to %s, and there is no such folder (here: %s): make it as the server's user, or restore to a folder with --target"
                            .formatted(named, location, at));
        }
        Path here = at.resolve(folder);
        String name = "%s:%s/%s".formatted(host.id(), location, folder);
        Target target = new Target(name, here, here, parts, new Target.Kind.Tablespace(location), false);
        target.check(over);
        return target;
    }

    /** The server's own folder in a location, by what the snapshot has. */
    private static String folder(SnapshotManifest manifest, String host, String link) throws DamagedException {
        Optional<String> folder = manifest.files().stream()
                .filter(entry ->
                        entry.type() == FileEntry.Type.FOLDER && entry.host().equals(host))
                .map(FileEntry::path)
                .filter(path -> path.startsWith(link + "/"))
                .map(path -> path.substring(link.length() + 1))
                .filter(name -> FOLDER.matcher(name).matches())
                .findFirst();
        return folder.orElseThrow(
                () -> new DamagedException("snapshot %s holds nothing of %s".formatted(manifest.id(), link)));
    }

    private static TablespaceMap map(SnapshotManifest manifest) throws DamagedException {
        try {
            return TablespaceMap.of(manifest.facts());
        } catch (IllegalArgumentException e) {
            throw new DamagedException("snapshot %s: %s".formatted(manifest.id(), e.getMessage()));
        }
    }

    private String path() {
        return source == null ? "" : source.path().replaceFirst("(?<=.)/+$", "");
    }
}
