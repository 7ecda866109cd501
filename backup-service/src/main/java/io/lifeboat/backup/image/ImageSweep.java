package io.lifeboat.backup.image;

import io.lifeboat.backup.expiry.Expired;
import io.lifeboat.backup.repository.Removed;
import io.lifeboat.backup.repository.Repository;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Deletes at the provider what has no snapshot any more. Each snapshot is asked for by its name, in every place. */
final class ImageSweep {

    private final ImageProvider provider;
    private final List<Repository> repositories;
    private final Clock clock;

    /** @param repositories all of the component's */
    ImageSweep(ImageProvider provider, List<Repository> repositories, Clock clock) {
        this.provider = provider;
        this.repositories = List.copyOf(repositories);
        this.clock = clock;
    }

    Expired run(String component) {
        List<String> deleted = new ArrayList<>();
        List<String> odd = new ArrayList<>();
        @Nullable IOException failure = null;
        try {
            List<String> ids = repositories.stream().map(Repository::id).toList();
            Set<String> removed = new HashSet<>();
            for (Repository repository : repositories) {
                removed.addAll(new Removed(repository).of(component));
            }
            for (ImageProvider.Found image : provider.list(component)) {
                String snapshot = image.tags().snapshot();
                ImagePolicy.Known known =
                        new ImagePolicy.Known(ids, isThere(component, snapshot), removed.contains(snapshot));
                switch (ImagePolicy.judge(image, known, clock.instant())) {
                    case ImagePolicy.Verdict.Confirm confirm -> provider.confirm(image.id());
                    case ImagePolicy.Verdict.Delete delete -> {
                        try {
                            provider.delete(image.id());
                            deleted.add(snapshot);
                        } catch (IOException e) {
                            // One that is protected, or in use, keeps no other.
                            failure = failure == null ? e : failure;
                        }
                    }
                    case ImagePolicy.Verdict.Keep keep -> {
                        if (keep.isOdd()) {
                            odd.add("%s of %s stays: %s".formatted(image.id(), snapshot, keep.reason()));
                        }
                    }
                }
            }
            return expired(provider.name(), deleted, odd.isEmpty() ? null : String.join("; ", odd), failure);
        } catch (IOException | RuntimeException e) {
            return expired(provider.name(), deleted, null, e);
        }
    }

    static Expired waiting(String provider, String reason) {
        return expired(provider, List.of(), reason, null);
    }

    private boolean isThere(String component, String snapshot) throws IOException {
        for (Repository repository : repositories) {
            if (repository.has(component, snapshot)) {
                return true;
            }
        }
        return false;
    }

    private static Expired expired(
            String provider, List<String> deleted, @Nullable String waits, @Nullable Exception failure) {
        return new Expired(provider, List.of(), Map.of(), deleted, 0, List.of(), 0, waits, failure);
    }
}
