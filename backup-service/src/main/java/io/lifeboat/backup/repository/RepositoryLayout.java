package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.Hash;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of a repository's objects, the same in a folder and in a bucket. */
final class RepositoryLayout {

    static final String PACKS = "packs/";

    static final String MANIFESTS = "manifests/";

    static final String INTENTS = "intents/";
    static final String HOLDS = "holds/";
    static final String REMOVED = "removed/";
    static final String TOMBSTONES = "tombstones/";
    private static final Pattern COMPONENT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern MANIFEST = Pattern.compile("manifests/([^/]+)/\\d{4}/\\d{2}/([^/]+)\\.json\\.zst");
    private static final Pattern PACK = Pattern.compile("packs/[0-9a-f]{2}/([0-9a-f]{64})\\.pack");

    private RepositoryLayout() {}

    static String pack(Hash name) {
        String hex = name.hex();
        return PACKS + hex.substring(0, 2) + "/" + hex + ".pack";
    }

    static Optional<Hash> packOf(String key) {
        Matcher pack = PACK.matcher(key);
        return pack.matches() ? Optional.of(Hash.parse(pack.group(1))) : Optional.empty();
    }

    static String manifests(String component) {
        if (!COMPONENT.matcher(component).matches()) {
            throw new IllegalArgumentException("'" + component + "' is no id of a backup");
        }
        return MANIFESTS + component + "/";
    }

    /** @throws IllegalArgumentException if one of them could lead elsewhere */
    static String manifest(String component, String id) {
        if (!SnapshotId.isValid(id)) {
            throw new IllegalArgumentException("'" + id + "' is no id of a snapshot");
        }
        return manifests(component) + id.substring(0, 4) + "/" + id.substring(4, 6) + "/" + id + ".json.zst";
    }

    static Optional<String> snapshotOf(String key) {
        Matcher manifest = MANIFEST.matcher(key);
        return manifest.matches() && SnapshotId.isValid(manifest.group(2))
                ? Optional.of(manifest.group(2))
                : Optional.empty();
    }

    /** As {@code component/id}. */
    static Optional<String> nameOf(String key) {
        Matcher manifest = MANIFEST.matcher(key);
        return manifest.matches()
                        && COMPONENT.matcher(manifest.group(1)).matches()
                        && SnapshotId.isValid(manifest.group(2))
                ? Optional.of(manifest.group(1) + "/" + manifest.group(2))
                : Optional.empty();
    }

    static String intent(String id) {
        return INTENTS + id + ".json";
    }

    static String tombstone(String id) {
        return TOMBSTONES + id + ".json";
    }

    static String removed(String component) {
        return manifests(component).replaceFirst(MANIFESTS, REMOVED).replaceFirst("/$", ".json");
    }

    /** @param snapshot none for all of the component */
    static String hold(String component, @Nullable String snapshot) {
        if (snapshot != null && !SnapshotId.isValid(snapshot)) {
            throw new IllegalArgumentException("'" + snapshot + "' is no id of a snapshot");
        }
        return manifests(component).replaceFirst(MANIFESTS, HOLDS) + (snapshot == null ? "all" : snapshot) + ".json";
    }
}
