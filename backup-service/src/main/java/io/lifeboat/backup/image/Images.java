package io.lifeboat.backup.image;

import io.lifeboat.backup.expiry.Expired;
import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.progress.Progress;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.SystemImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The images of the catalog's servers, by their providers. May be used by many threads. */
public final class Images {

    private final Function<SystemImage, ImageProvider> providers;
    private final Clock clock;
    private final Pause pause;

    /** A provider is asked for when it is needed: who has no images needs no keys. */
    public Images(Map<String, Host> hosts, Clock clock) {
        this(image -> provider(image, hosts, clock), clock, Thread::sleep);
    }

    Images(Function<SystemImage, ImageProvider> providers, Clock clock, Pause pause) {
        this.providers = providers;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Waits until it is complete.
     *
     * @param request by which it is asked for again after a crash: then it is the image that was begun, of the snapshot
     *     that was to be; none if nobody will ask again
     */
    public TakenImage take(
            SystemImage of, String component, String snapshot, @Nullable String request, Depot depot, Progress progress)
            throws IOException {
        ImageProvider provider = providers.apply(of);
        progress.begin("waiting for the image by " + provider.name(), 0);
        ImageTags tags = new ImageTags(component, snapshot, request == null ? snapshot : request, ids(depot));
        ImageTaker.Complete image = new ImageTaker(provider, clock, pause).take(tags);
        return new TakenImage(of.host(), provider.name(), image, clock.instant());
    }

    /** @throws DamagedException unless the provider says that the snapshot's image is there, and complete */
    public void check(SystemImage of, SnapshotManifest manifest) throws IOException {
        ImageProvider provider = providers.apply(of);
        String id = id(manifest);
        String reason = switch (provider.state(id)) {
            case ImageProvider.State.Completed completed -> "";
            case ImageProvider.State.Pending pending -> "is not complete";
            case ImageProvider.State.Failed failed -> "is damaged: " + failed.reason();
            case ImageProvider.State.Gone gone -> "is not there any more";
        };
        if (!reason.isEmpty()) {
            throw new DamagedException(
                    "%s: snapshot %s: the image %s %s".formatted(provider.name(), manifest.id(), id, reason));
        }
    }

    /** How a person has it restored: that is the provider's act. */
    public String restore(SystemImage of, SnapshotManifest manifest) throws IOException {
        ImageProvider provider = providers.apply(of);
        String id = id(manifest);
        return "it is the image %s of %s, and only its provider can restore that: %s"
                .formatted(id, provider.name(), provider.restore(id));
    }

    /**
     * Deletes the images of snapshots that have expired in every place, and those that never became one.
     *
     * @param complete whether the depot has every place: another may have the snapshot
     */
    public Expired sweep(SystemImage of, String component, Depot depot, boolean complete) {
        String name = "provider of images";
        try {
            ImageProvider provider = providers.apply(of);
            name = provider.name();
            return complete
                    ? new ImageSweep(provider, depot.repositories(), clock).run(component)
                    : ImageSweep.waiting(name, "images go once every place can say which snapshots it has");
        } catch (RuntimeException e) {
            return Expired.failed(name, e);
        }
    }

    private static String id(SnapshotManifest manifest) throws DamagedException {
        String id = manifest.facts().get(TakenImage.ID);
        if (id == null) {
            throw new DamagedException(
                    "snapshot %s names no image: it was taken when its component was none".formatted(manifest.id()));
        }
        return id;
    }

    private static List<String> ids(Depot depot) {
        return depot.repositories().stream().map(Repository::id).toList();
    }

    private static ImageProvider provider(SystemImage of, Map<String, Host> hosts, Clock clock) {
        return switch (of) {
            case SystemImage.Folder folder -> {
                Host host = hosts.get(folder.host());
                if (host == null) {
                    throw new IllegalArgumentException(folder.host() + ": the catalog has no such host");
                }
                yield new FolderImages(host.resolve(folder.path()), Path.of(folder.folder()), clock);
            }
            case SystemImage.Ec2 ec2 -> Ec2Clients.images(ec2);
        };
    }
}
