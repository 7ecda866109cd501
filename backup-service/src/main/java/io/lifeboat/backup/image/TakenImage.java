package io.lifeboat.backup.image;

import io.lifeboat.backup.pack.PlainJson;
import io.lifeboat.backup.repository.SnapshotId;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a snapshot says of an image that is complete. The image itself stays with its provider.
 */
public final class TakenImage {

    public static final String FILE = "/image.json";

    static final String ID = "imageId";
    private static final int FORMAT = 1;
    private static final String COVERS =
            "the checksum of this file covers what stands here, not the image: its bytes lie with the provider";

    private final String host;
    private final String provider;
    private final ImageTaker.Complete image;
    private final Instant completedAt;

    TakenImage(String host, String provider, ImageTaker.Complete image, Instant completedAt) {
        this.host = host;
        this.provider = provider;
        this.image = image;
        this.completedAt = completedAt;
    }

    /** The snapshot that it was begun for. */
    public String snapshot() {
        return image.tags().snapshot();
    }

    /** What the server had then is in it. */
    public Instant startedAt() {
        return SnapshotId.time(snapshot());
    }

    public String host() {
        return host;
    }

    /** For the manifest. */
    public Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        facts.put(ID, image.id());
        facts.put("imageProvider", provider);
        facts.put("imageState", "completed");
        facts.put("imageLock", image.lock());
        image.tags().toMap().forEach((key, value) -> facts.put("imageTag." + key, value));
        return facts;
    }

    record Content(
            int format,
            String covers,
            String host,
            String provider,
            String id,
            String state,
            String lock,
            Map<String, String> tags,
            Instant startedAt,
            Instant completedAt) {}

    /** As the one file of the snapshot. */
    public void writeTo(OutputStream to) throws IOException {
        to.write(PlainJson.write(new Content(
                FORMAT,
                COVERS,
                host,
                provider,
                image.id(),
                "completed",
                image.lock(),
                image.tags().toMap(),
                startedAt(),
                completedAt)));
    }
}
