package io.lifeboat.backup.image;

import io.lifeboat.backup.repository.SnapshotId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * What becomes of an image. It goes with its snapshot, or if there never was one. That nobody finds its snapshot any more
 * is not enough: who destroys the repositories does not have the images destroyed as well. Pure.
 */
final class ImagePolicy {

    /** As long as what is removed can be held yet, and far longer than any image takes. */
    static final Duration GRACE = Duration.ofDays(1);

    private ImagePolicy() {}

    /**
     * @param repositories the ids of all that there are
     * @param there whether one of them has its snapshot
     * @param removed whether one of them has removed its snapshot on purpose
     */
    record Known(List<String> repositories, boolean there, boolean removed) {
        Known {
            repositories = List.copyOf(repositories);
        }
    }

    sealed interface Verdict {

        /** @param isOdd whether somebody should look at it */
        record Keep(String reason, boolean isOdd) implements Verdict {}

        /** It stays, and it is noted that it has a snapshot. */
        record Confirm() implements Verdict {}

        record Delete(String reason) implements Verdict {}
    }

    static Verdict judge(ImageProvider.Found image, Known known, Instant now) {
        if (Collections.disjoint(image.tags().repositories(), known.repositories())) {
            return new Verdict.Keep("it belongs to other repositories", false);
        }
        if (known.there()) {
            return image.confirmed() ? new Verdict.Keep("its snapshot is kept", false) : new Verdict.Confirm();
        }
        Instant young = now.minus(GRACE);
        if (image.startedAt().isAfter(young)
                || SnapshotId.time(image.tags().snapshot()).isAfter(young)) {
            return new Verdict.Keep("it is not a day old", false);
        }
        if (known.removed()) {
            return new Verdict.Delete("its snapshot has expired");
        }
        return image.confirmed()
                ? new Verdict.Keep("its snapshot is gone, and nobody has removed it", true)
                : new Verdict.Delete("its snapshot was never committed");
    }
}
