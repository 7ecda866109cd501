package io.lifeboat.backup.image;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * Images of an EC2 instance: each is an AMI over snapshots of all of its volumes, from which an instance can be launched.
 * The instance runs on, so that an image is what a disk has when the power goes.
 */
final class Ec2Images implements ImageProvider {

    private static final String AMI = "ami-";
    private static final String UNPROTECTED = "disabled";
    private static final String OURS = "self";

    private final Ec2Client client;
    private final String region;
    private final String instance;

    Ec2Images(Ec2Client client, String region, String instance) {
        this.client = client;
        this.region = region;
        this.instance = instance;
    }

    @Override
    public String name() {
        return "ec2 " + region;
    }

    /** Names are unique: the name that is taken is our own, of before a crash, or of an answer that was lost. */
    @Override
    public Begun start(ImageTags tags) throws IOException {
        String name = name(tags);
        Optional<Begun> begun = call("can't take an image of " + instance, () -> {
            try {
                String id = client.createImage(request -> request.instanceId(instance)
                                .name(name)
                                .noReboot(true)
                                .tagSpecifications(
                                        tagged(ResourceType.IMAGE, tags), tagged(ResourceType.SNAPSHOT, tags)))
                        .imageId();
                return Optional.of(new Begun(id, tags));
            } catch (Ec2Exception e) {
                if (!Ec2Refusal.isOfATakenName(e)) {
                    throw e;
                }
                return images("name", name).stream()
                        .flatMap(image -> ours(image).map(own -> new Begun(image.imageId(), own)).stream())
                        .findFirst();
            }
        });
        return begun.orElseThrow(() -> new NotListedYetException(
                "%s: there is an image called %s, and it is not listed as one of Lifeboat's".formatted(name(), name)));
    }

    private static String name(ImageTags tags) {
        return "lifeboat-%s-%s".formatted(tags.component(), tags.request());
    }

    /** None if the tags are not Lifeboat's, or are on a copy that somebody has made. */
    private static Optional<ImageTags> ours(Image image) {
        return ImageTags.of(map(image.tags())).filter(tags -> name(tags).equals(image.name()));
    }

    @Override
    public State state(String id) throws IOException {
        return call("can't ask for the image " + id, () -> {
            List<Image> found;
            try {
                found = client.describeImages(request -> request.imageIds(id)).images();
            } catch (Ec2Exception e) {
                if (Ec2Refusal.isOfWhatIsGone(e)) {
                    return new State.Gone();
                }
                throw e;
            }
            return found.isEmpty() ? new State.Gone() : state(found.getFirst());
        });
    }

    private State state(Image image) {
        return switch (image.state()) {
            case AVAILABLE -> new State.Completed(lock(image));
            case PENDING -> new State.Pending(percent(image));
            case DEREGISTERED -> new State.Gone();
            case null, default -> new State.Failed(reason(image));
        };
    }

    private static String reason(Image image) {
        ImageState state = image.state();
        return (state == null ? "an unknown state" : state.toString())
                + (image.stateReason() == null ? "" : ": " + image.stateReason().message());
    }

    private static String lock(Image image) {
        String protection = image.deregistrationProtection();
        return protection == null || protection.equals(UNPROTECTED) ? "none" : protection;
    }

    /** Of its volumes on average: EC2 says it of snapshots alone. */
    private int percent(Image image) {
        return (int) ImageTags.of(map(image.tags())).stream()
                .flatMap(tags -> snapshots(ImageTags.SNAPSHOT, tags.snapshot()).stream())
                .map(Snapshot::progress)
                .filter(progress -> progress != null && progress.matches("\\d+%"))
                .mapToInt(progress -> Integer.parseInt(progress.substring(0, progress.length() - 1)))
                .average()
                .orElse(0);
    }

    @Override
    public List<Found> list(String component) throws IOException {
        return call("can't list images", () -> {
            List<Found> found = new ArrayList<>();
            Set<String> known = new HashSet<>();
            for (Image image : images("tag:" + ImageTags.COMPONENT, component)) {
                ours(image).ifPresent(tags -> {
                    boolean confirmed = isConfirmed(image.tags());
                    found.add(new Found(image.imageId(), tags, confirmed, Instant.parse(image.creationDate())));
                    known.add(tags.snapshot());
                });
            }
            for (Snapshot left : snapshots(ImageTags.COMPONENT, component)) {
                ImageTags.of(map(left.tags()))
                        .filter(tags -> !known.contains(tags.snapshot()))
                        .map(tags -> new Found(left.snapshotId(), tags, isConfirmed(left.tags()), left.startTime()))
                        .ifPresent(found::add);
            }
            return found;
        });
    }

    private static boolean isConfirmed(List<Tag> tags) {
        return tags.stream().anyMatch(tag -> tag.key().equals(ImageTags.COMMITTED));
    }

    @Override
    public void confirm(String id) throws IOException {
        Tag committed = Tag.builder().key(ImageTags.COMMITTED).value("yes").build();
        call(
                "can't tag " + id,
                () -> client.createTags(request -> request.resources(with(id)).tags(committed)));
    }

    private List<String> with(String id) {
        Stream<String> parts = id.startsWith(AMI)
                ? client.describeImages(request -> request.imageIds(id)).images().stream()
                        .flatMap(image -> ours(image).stream())
                        .flatMap(tags -> snapshots(ImageTags.SNAPSHOT, tags.snapshot()).stream())
                        .map(Snapshot::snapshotId)
                : Stream.of();
        return Stream.concat(Stream.of(id), parts).toList();
    }

    /** What of it is left is in the next list. */
    @Override
    public void delete(String id) throws IOException {
        call("can't delete " + id, () -> {
            try {
                return id.startsWith(AMI)
                        ? client.deregisterImage(request -> request.imageId(id).deleteAssociatedSnapshots(true))
                        : client.deleteSnapshot(request -> request.snapshotId(id));
            } catch (Ec2Exception e) {
                if (!Ec2Refusal.isOfWhatIsGone(e)) {
                    throw e;
                }
                return e;
            }
        });
    }

    @Override
    public String restore(String id) {
        return "aws ec2 run-instances --region %s --image-id %s".formatted(region, id);
    }

    /** Those that somebody has disabled, too: what they consist of is not left over. */
    private List<Image> images(String filter, String value) {
        return client
                .describeImagesPaginator(
                        request -> request.owners(OURS).includeDisabled(true).filters(filter(filter, value)))
                .images()
                .stream()
                .toList();
    }

    private List<Snapshot> snapshots(String tag, String value) {
        return client
                .describeSnapshotsPaginator(request -> request.ownerIds(OURS).filters(filter("tag:" + tag, value)))
                .snapshots()
                .stream()
                .toList();
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private static TagSpecification tagged(ResourceType type, ImageTags tags) {
        List<Tag> all = tags.toMap().entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        return TagSpecification.builder().resourceType(type).tags(all).build();
    }

    private static Map<String, String> map(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }

    private interface Call<R> {
        R get();
    }

    private <R> R call(String what, Call<R> call) throws IOException {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new IOException("%s: %s: %s".formatted(name(), what, e.getMessage()), e);
        }
    }
}
