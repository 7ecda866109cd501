package io.lifeboat.backup.repository;

import io.lifeboat.backup.store.FolderObjectStore;
import io.lifeboat.backup.store.ObjectStore;
import io.lifeboat.backup.store.S3ObjectStore;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.BackupGroup.Place;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** The stores of a group's places. */
public final class Places {

    private Places() {}

    /** Of every group that is taken here: what has no sources, another service keeps. */
    public static Map<String, List<ObjectStore>> open(
            Collection<BackupGroup> groups, Map<String, String> overrides, Supplier<S3Client> s3) {
        return groups.stream()
                .filter(BackupGroup::isTakenHere)
                .collect(Collectors.toMap(BackupGroup::id, group -> open(group.places(), overrides, s3)));
    }

    /**
     * @param overrides addresses that count instead of the catalog's, by the place's id
     * @throws IllegalArgumentException naming the place whose address is none, and how to give it one
     */
    public static List<ObjectStore> open(List<Place> places, Map<String, String> overrides, Supplier<S3Client> s3) {
        return places.stream()
                .map(place -> open(place.id(), overrides.getOrDefault(place.id(), place.uri()), s3))
                .toList();
    }

    private static ObjectStore open(String id, String address, Supplier<S3Client> s3) {
        if (address.startsWith("/")) {
            return new FolderObjectStore(id, Path.of(address));
        }
        try {
            URI uri = URI.create(address);
            if ("file".equals(uri.getScheme()) && uri.getPath() != null) {
                return new FolderObjectStore(id, Path.of(uri.getPath()));
            }
            if ("s3".equals(uri.getScheme()) && uri.getAuthority() != null) {
                String path = uri.getPath() == null ? "" : uri.getPath();
                return new S3ObjectStore(id, s3, uri.getAuthority(), path.replaceAll("^/+|/+$", ""));
            }
        } catch (IllegalArgumentException e) {
            throw wrong(id, address, e);
        }
        throw wrong(id, address, null);
    }

    private static IllegalArgumentException wrong(String id, String address, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "the place '%s' is '%s', which is neither file:/folder nor s3://bucket/prefix: mend the catalog's backups, or set LIFEBOAT_BACKUP_PLACES_%s"
                        .formatted(id, address, id.toUpperCase(Locale.ROOT).replace('-', '_')),
                cause);
    }
}
