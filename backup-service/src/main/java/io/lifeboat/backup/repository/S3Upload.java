package io.lifeboat.backup.repository;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** One object: a single PUT if it is small, else parts of 8 MiB, so that no more than that is ever held in memory. */
final class S3Upload implements SnapshotUpload {

    private static final Logger LOG = Logger.getLogger(S3Upload.class);
    private static final int PART = 8 << 20;
    private static final int PRECONDITION_FAILED = 412;
    private static final int FIRST = 64 << 10;

    private final S3Client client;
    private final String bucket;
    private final String folder;
    private final BiFunction<String, RuntimeException, IOException> failure;
    private final List<CompletedPart> parts = new ArrayList<>();
    private byte[] buffer = new byte[FIRST];
    private int buffered;
    private @Nullable String multipart;
    private boolean bodyFinished;
    private boolean committed;

    S3Upload(S3Client client, String bucket, String folder, BiFunction<String, RuntimeException, IOException> failure) {
        this.client = client;
        this.bucket = bucket;
        this.folder = folder;
        this.failure = failure;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int step = Math.min(length - done, PART - buffered);
            if (buffered + step > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.min(PART, Math.max(buffered + step, buffer.length * 2)));
            }
            System.arraycopy(bytes, offset + done, buffer, buffered, step);
            buffered += step;
            done += step;
            if (buffered == PART) {
                call("upload a part", this::uploadPart);
            }
        }
    }

    @Override
    public void finishBody() throws IOException {
        call("finish the upload", () -> {
            String id = multipart;
            if (id == null) {
                put(Layout.BODY, Arrays.copyOf(buffer, buffered));
            } else {
                if (buffered > 0) {
                    uploadPart();
                }
                client.completeMultipartUpload(request -> request.bucket(bucket)
                        .key(folder + Layout.BODY)
                        .uploadId(id)
                        .multipartUpload(all -> all.parts(parts)));
            }
            return null;
        });
        bodyFinished = true;
        multipart = null;
        buffer = new byte[0];
    }

    @Override
    public void commit(byte[] manifest) throws IOException {
        call("write the manifest", () -> {
            put(Layout.MANIFEST, manifest);
            return null;
        });
        committed = true;
    }

    /** Whether a commit that failed was made all the same nobody knows: then the body stays, because a manifest may name it. */
    @Override
    public void close() {
        try {
            String id = multipart;
            if (id != null) {
                client.abortMultipartUpload(request ->
                        request.bucket(bucket).key(folder + Layout.BODY).uploadId(id));
            } else if (bodyFinished && !committed && !manifestIsThere()) {
                client.deleteObject(request -> request.bucket(bucket).key(folder + Layout.BODY));
            }
        } catch (SdkException e) {
            LOG.debugf("s3://%s/%s is left for the sweep: %s", bucket, folder, e.getMessage());
        }
    }

    private boolean manifestIsThere() {
        return client.listObjectsV2(request -> request.bucket(bucket).prefix(folder + Layout.MANIFEST))
                        .keyCount()
                > 0;
    }

    private @Nullable Void uploadPart() {
        String id = multipart;
        if (id == null) {
            id = client.createMultipartUpload(request -> request.bucket(bucket).key(folder + Layout.BODY))
                    .uploadId();
            multipart = id;
        }
        String upload = id;
        int number = parts.size() + 1;
        String tag = client.uploadPart(
                        request -> request.bucket(bucket)
                                .key(folder + Layout.BODY)
                                .uploadId(upload)
                                .partNumber(number),
                        RequestBody.fromBytes(Arrays.copyOf(buffer, buffered)))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        buffered = 0;
        return null;
    }

    /**
     * Create-only: the store refuses to write over an object. A refusal may be the echo of our own request, which went
     * through while its answer was lost and the SDK tried again: then what lies there is ours.
     */
    private void put(String name, byte[] bytes) {
        try {
            client.putObject(
                    request -> request.bucket(bucket).key(folder + name).ifNoneMatch("*"),
                    RequestBody.fromBytes(bytes));
        } catch (S3Exception e) {
            if (e.statusCode() != PRECONDITION_FAILED || !liesThere(name, bytes)) {
                throw e;
            }
        }
    }

    private boolean liesThere(String name, byte[] bytes) {
        return Arrays.equals(
                bytes,
                client.getObjectAsBytes(request -> request.bucket(bucket).key(folder + name))
                        .asByteArray());
    }

    private void call(String what, Supplier<@Nullable Void> step) throws IOException {
        try {
            step.get();
        } catch (SdkException e) {
            throw failure.apply("can't " + what + " at s3://" + bucket + "/" + folder, e);
        }
    }
}
