package io.lifeboat.backup.repository;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Snapshots in a bucket. What is written is complete or not there at all, as S3 promises of every object. */
public final class S3Store implements SnapshotStore {

    private final String place;
    private final Supplier<S3Client> client;
    private final String bucket;
    private final String prefix;

    /**
     * @param client asked for at every use, so that one that can't be made fails this place only
     * @param prefix within the bucket, without slashes at its ends; may be empty
     */
    public S3Store(String place, Supplier<S3Client> client, String bucket, String prefix) {
        this.place = place;
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix.isEmpty() ? "" : prefix + "/";
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public SnapshotUpload begin(String group, String snapshot) throws IOException {
        String folder = folder(group, snapshot);
        if (!keys(folder).isEmpty()) {
            throw new IOException("%s: there is already something at s3://%s/%s".formatted(place, bucket, folder));
        }
        return new S3Upload(client(), bucket, folder, this::failed);
    }

    @Override
    public Optional<byte[]> manifest(String group, String snapshot) throws IOException {
        String key = folder(group, snapshot) + Layout.MANIFEST;
        try {
            return Optional.of(
                    client().getObjectAsBytes(request -> request.bucket(bucket).key(key))
                            .asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw failed("can't read the manifest of " + snapshot, e);
        }
    }

    @Override
    public InputStream open(String group, String snapshot) throws IOException {
        String key = folder(group, snapshot) + Layout.BODY;
        try {
            return client().getObject(request -> request.bucket(bucket).key(key));
        } catch (SdkException e) {
            throw failed("can't read snapshot " + snapshot, e);
        }
    }

    @Override
    public List<String> snapshots(String group) throws IOException {
        return bySnapshot(group).entrySet().stream()
                .filter(entry -> finished(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public List<String> sweep(String group, String before) throws IOException {
        List<String> swept = new ArrayList<>();
        for (Map.Entry<String, List<String>> entry : bySnapshot(group).entrySet()) {
            if (entry.getKey().compareTo(before) < 0 && !finished(entry.getValue())) {
                delete(entry.getValue());
                swept.add(entry.getKey());
            }
        }
        return swept;
    }

    private void delete(List<String> keys) throws IOException {
        try {
            for (String key : keys) {
                client().deleteObject(request -> request.bucket(bucket).key(key));
            }
        } catch (SdkException e) {
            throw failed("can't remove " + keys, e);
        }
    }

    /** Every key of the group by snapshot, oldest first. */
    private Map<String, List<String>> bySnapshot(String group) throws IOException {
        Layout.checkGroup(group);
        String folder = prefix + group + "/";
        Map<String, List<String>> found = new TreeMap<>();
        for (String key : keys(folder)) {
            String snapshot = key.substring(folder.length()).split("/", 2)[0];
            if (SnapshotId.isValid(snapshot)) {
                found.computeIfAbsent(snapshot, id -> new ArrayList<>()).add(key);
            }
        }
        return found;
    }

    private List<String> keys(String folder) throws IOException {
        try {
            return client()
                    .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(folder))
                    .contents()
                    .stream()
                    .map(S3Object::key)
                    .toList();
        } catch (SdkException e) {
            throw failed("can't list s3://" + bucket + "/" + folder, e);
        }
    }

    private static boolean finished(List<String> keys) {
        return keys.stream().anyMatch(key -> key.endsWith("/" + Layout.MANIFEST));
    }

    private S3Client client() throws IOException {
        try {
            return client.get();
        } catch (RuntimeException e) {
            throw failed("there is no S3 client", e);
        }
    }

    private String folder(String group, String snapshot) {
        Layout.check(group, snapshot);
        return prefix + group + "/" + snapshot + "/";
    }

    private IOException failed(String what, RuntimeException e) {
        return new IOException("%s: %s: %s".formatted(place, what, e.getMessage()), e);
    }
}
