package io.lifeboat.backup.store;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects in a bucket, each by one conditional PUT that carries its own SHA-256. Nothing is ever renamed or sent in parts. */
public final class S3ObjectStore implements ObjectStore {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    private final String name;
    private final Supplier<S3Client> client;
    private final String bucket;
    private final String prefix;
    private final BucketLock lock;

    /**
     * @param client asked for at every use, so that one that can't be made fails this place only
     * @param prefix within the bucket, without slashes at its ends; may be empty
     */
    public S3ObjectStore(String name, Supplier<S3Client> client, String bucket, String prefix) {
        this.name = name;
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix.isEmpty() ? "" : prefix + "/";
        this.lock = new BucketLock(client, bucket, Clock.systemUTC());
    }

    /** For a test, whose clock is another. */
    S3ObjectStore(String name, Supplier<S3Client> client, String bucket, String prefix, Clock clock) {
        this.name = name;
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix.isEmpty() ? "" : prefix + "/";
        this.lock = new BucketLock(client, bucket, clock);
    }

    @Override
    public String name() {
        return name;
    }

    /** A refusal may be the echo of our own request, which went through while its answer was lost and the SDK tried again. */
    @Override
    public Put create(String key, byte[] bytes) throws IOException {
        String path = path(key);
        String sum = Base64.getEncoder().encodeToString(Tags.digest(bytes));
        try {
            client().putObject(
                            request -> lock.begin(
                                    key,
                                    request.bucket(bucket)
                                            .key(path)
                                            .ifNoneMatch("*")
                                            .checksumSHA256(sum)),
                            RequestBody.fromBytes(bytes));
            return Put.CREATED;
        } catch (S3Exception e) {
            if (e.statusCode() != PRECONDITION_FAILED && e.statusCode() != CONFLICT) {
                throw failed("can't write", key, e);
            }
            Optional<Stored> there = get(key);
            if (there.isEmpty()) {
                throw failed("can't write", key, e);
            }
            if (!Arrays.equals(there.get().bytes(), bytes)) {
                throw new ObjectExistsException(name, key);
            }
            return Put.FOUND;
        } catch (SdkException e) {
            throw failed("can't write", key, e);
        }
    }

    @Override
    public Optional<Stored> get(String key) throws IOException {
        String path = path(key);
        try {
            ResponseBytes<GetObjectResponse> answer =
                    client().getObjectAsBytes(request -> request.bucket(bucket).key(path));
            byte[] bytes = answer.asByteArray();
            Long length = answer.response().contentLength();
            if (length != null && length != bytes.length) {
                throw new IOException("%s: s3://%s/%s was cut short: %d of %d bytes came"
                        .formatted(name, bucket, path, bytes.length, length));
            }
            return Optional.of(new Stored(bytes, answer.response().eTag()));
        } catch (S3Exception e) {
            if (missing(e)) {
                return Optional.empty();
            }
            throw failed("can't read", key, e);
        } catch (SdkException e) {
            throw failed("can't read", key, e);
        }
    }

    @Override
    public byte[] range(String key, long offset, int length) throws IOException {
        if (length == 0) {
            return new byte[0];
        }
        String path = path(key);
        try {
            byte[] bytes = client().getObjectAsBytes(request -> request.bucket(bucket)
                            .key(path)
                            .range("bytes=%d-%d".formatted(offset, offset + length - 1)))
                    .asByteArray();
            if (bytes.length != length) {
                throw new IOException("%s: s3://%s/%s has %d of the %d bytes at %d"
                        .formatted(name, bucket, path, bytes.length, length, offset));
            }
            return bytes;
        } catch (SdkException e) {
            throw failed("can't read a part of", key, e);
        }
    }

    @Override
    public Optional<Head> head(String key) throws IOException {
        String path = path(key);
        try {
            HeadObjectResponse head =
                    client().headObject(request -> request.bucket(bucket).key(path));
            return Optional.of(new Head(key, head.contentLength(), head.lastModified()));
        } catch (S3Exception e) {
            if (missing(e)) {
                return Optional.empty();
            }
            throw failed("can't look at", key, e);
        } catch (SdkException e) {
            throw failed("can't look at", key, e);
        }
    }

    @Override
    public Page list(String folder, @Nullable String after) throws IOException {
        String path = prefix + ObjectKeys.checkPrefix(folder);
        try {
            ListObjectsV2Response page = client().listObjectsV2(request ->
                    request.bucket(bucket).prefix(path).startAfter(after == null ? null : prefix + after));
            return new Page(
                    page.contents().stream()
                            .map(object -> new Head(
                                    object.key().substring(prefix.length()), object.size(), object.lastModified()))
                            .toList(),
                    Boolean.TRUE.equals(page.isTruncated()));
        } catch (SdkException e) {
            throw failed("can't list", folder, e);
        }
    }

    @Override
    public void delete(String key) throws IOException {
        String path = path(key);
        try {
            client().deleteObject(request -> request.bucket(bucket).key(path));
        } catch (SdkException e) {
            throw failed("can't delete", key, e);
        }
    }

    /** As with {@link #create}, what refuses may be our own bytes. */
    @Override
    public Optional<String> replace(String key, byte[] bytes, String tag) throws IOException {
        String path = path(key);
        try {
            return Optional.of(client().putObject(
                            request -> request.bucket(bucket).key(path).ifMatch(tag), RequestBody.fromBytes(bytes))
                    .eTag());
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT || missing(e)) {
                return get(key).filter(now -> Arrays.equals(now.bytes(), bytes)).map(Stored::tag);
            }
            throw failed("can't replace", key, e);
        } catch (SdkException e) {
            throw failed("can't replace", key, e);
        }
    }

    @Override
    public boolean hasLocks() throws IOException {
        client();
        return lock.exists();
    }

    @Override
    public Optional<Instant> lockedUntil(String key) throws IOException {
        String path = path(key);
        try {
            return hasLocks()
                    ? Optional.ofNullable(client().headObject(
                                    request -> request.bucket(bucket).key(path))
                            .objectLockRetainUntilDate())
                    : Optional.empty();
        } catch (S3Exception e) {
            if (missing(e)) {
                return Optional.empty();
            }
            throw failed("can't look at the lock of", key, e);
        } catch (SdkException e) {
            throw failed("can't look at the lock of", key, e);
        }
    }

    @Override
    public void lock(String key, Instant until) throws IOException {
        Optional<Instant> now = lockedUntil(key);
        if (!hasLocks() || now.filter(held -> !held.isBefore(until)).isPresent()) {
            return;
        }
        String path = path(key);
        try {
            client().putObjectRetention(
                            request -> request.bucket(bucket).key(path).retention(lock.retention(until)));
        } catch (SdkException e) {
            throw failed("can't lock", key, e);
        }
    }

    /** A bucket that is not there is no missing object. */
    private static boolean missing(S3Exception e) {
        return e.statusCode() == NOT_FOUND
                && (e.awsErrorDetails() == null
                        || !"NoSuchBucket".equals(e.awsErrorDetails().errorCode()));
    }

    private S3Client client() throws IOException {
        try {
            return client.get();
        } catch (RuntimeException e) {
            throw new IOException("%s: there is no S3 client: %s".formatted(name, e.getMessage()), e);
        }
    }

    private String path(String key) {
        return prefix + ObjectKeys.check(key);
    }

    private IOException failed(String what, String key, RuntimeException e) {
        return new IOException("%s: %s s3://%s/%s%s: %s".formatted(name, what, bucket, prefix, key, reason(e)), e);
    }

    /** The SDK says of every place that it has looked for credentials in that there were none. */
    static String reason(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("Unable to load credentials")
                ? "there are no credentials for it: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile"
                : message;
    }
}
