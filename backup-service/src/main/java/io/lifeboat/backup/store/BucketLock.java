package io.lifeboat.backup.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectLockRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The Object Lock of a bucket, if it has one. Only what is never changed is locked: packs and manifests. */
final class BucketLock {

    /** Every snapshot is kept for a day, whatever the rules say: so long everything is locked when it is created. */
    private static final Duration AT_FIRST = Duration.ofDays(1);

    private static final Logger LOG = Logger.getLogger(BucketLock.class);
    private static final int FORBIDDEN = 403;
    private static final int FAULT = 500;
    private static final int NOT_IMPLEMENTED = 501;

    private final Supplier<S3Client> client;
    private final String bucket;
    private final Clock clock;
    private volatile @Nullable Boolean exists;

    BucketLock(Supplier<S3Client> client, String bucket, Clock clock) {
        this.client = client;
        this.bucket = bucket;
        this.clock = clock;
    }

    /** Asked once. A bucket that does not know the question has none; one that can't be asked is asked again. */
    boolean exists() {
        Boolean known = exists;
        if (known == null) {
            known = ask();
            if (known != null) {
                exists = known;
            }
        }
        return Boolean.TRUE.equals(known);
    }

    private @Nullable Boolean ask() {
        try {
            GetObjectLockConfigurationResponse found =
                    client.get().getObjectLockConfiguration(request -> request.bucket(bucket));
            return found.objectLockConfiguration() != null
                    && found.objectLockConfiguration().objectLockEnabled() == ObjectLockEnabled.ENABLED;
        } catch (S3Exception e) {
            if (e.statusCode() == FORBIDDEN) {
                LOG.warnf(
                        "s3://%s: may not ask whether it has Object Lock, so nothing is locked: %s",
                        bucket, e.getMessage());
            }
            return isAway(e) ? null : Boolean.FALSE;
        } catch (SdkClientException e) {
            return null;
        }
    }

    private static boolean isAway(S3Exception e) {
        boolean isFault = e.statusCode() >= FAULT && e.statusCode() != NOT_IMPLEMENTED;
        return isFault
                || (e.awsErrorDetails() != null
                        && "NoSuchBucket".equals(e.awsErrorDetails().errorCode()));
    }

    PutObjectRequest.Builder begin(String key, PutObjectRequest.Builder request) {
        boolean locked = (key.startsWith("packs/") || key.startsWith("manifests/")) && exists();
        return locked
                ? request.objectLockMode(ObjectLockMode.COMPLIANCE)
                        .objectLockRetainUntilDate(seconds(clock.instant().plus(AT_FIRST)))
                : request;
    }

    ObjectLockRetention retention(Instant until) {
        return ObjectLockRetention.builder()
                .mode(ObjectLockRetentionMode.COMPLIANCE)
                .retainUntilDate(seconds(until))
                .build();
    }

    /** Never shorter. */
    private static Instant seconds(Instant time) {
        Instant whole = time.truncatedTo(ChronoUnit.SECONDS);
        return whole.equals(time) ? time : whole.plusSeconds(1);
    }
}
