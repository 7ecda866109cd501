package io.lifeboat.backup.image;

import io.lifeboat.backup.repository.SnapshotId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is written on an image, so that it can be told whose it is.
 *
 * @param request what it was asked for by: asked for again after a crash it is the same, and so is the image
 * @param repositories the ids of those that were there when it was begun: images of another Lifeboat are none of ours
 */
record ImageTags(String component, String snapshot, String request, List<String> repositories) {

    static final String COMPONENT = "lifeboat-component";
    static final String SNAPSHOT = "lifeboat-snapshot";
    static final String REQUEST = "lifeboat-request";
    static final String REPOSITORIES = "lifeboat-repositories";
    static final String COMMITTED = "lifeboat-committed";

    ImageTags {
        repositories = List.copyOf(repositories);
    }

    Map<String, String> toMap() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(COMPONENT, component);
        tags.put(SNAPSHOT, snapshot);
        tags.put(REQUEST, request);
        tags.put(REPOSITORIES, String.join(" ", repositories));
        return tags;
    }

    /** None if these are not Lifeboat's. */
    static Optional<ImageTags> of(Map<String, String> tags) {
        String component = tags.get(COMPONENT);
        String snapshot = tags.get(SNAPSHOT);
        return component == null || snapshot == null || !SnapshotId.isValid(snapshot)
                ? Optional.empty()
                : Optional.of(new ImageTags(
                        component,
                        snapshot,
                        tags.getOrDefault(REQUEST, snapshot),
                        List.of(tags.getOrDefault(REPOSITORIES, "").split(" "))));
    }
}
