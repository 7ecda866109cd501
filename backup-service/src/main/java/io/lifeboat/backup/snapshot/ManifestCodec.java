package io.lifeboat.backup.snapshot;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Manifests as JSON. Its last field, the seal, is the SHA-256 of the very same bytes with 64 zeros in the seal's place,
 * so that no byte of a manifest can change unnoticed.
 */
final class ManifestCodec {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final String UNSEALED = "0".repeat(64);
    private static final Pattern SEAL = Pattern.compile("\"seal\" : \"([0-9a-f]{64})\"\n}\\z");

    private ManifestCodec() {}

    /** The manifest's own seal is not looked at. */
    static byte[] encode(Manifest manifest) throws IOException {
        Manifest unsealed = new Manifest(
                manifest.format(),
                manifest.group(),
                manifest.snapshot(),
                manifest.createdAt(),
                manifest.sha256(),
                manifest.storedBytes(),
                manifest.entries(),
                manifest.facts(),
                UNSEALED);
        String text = JSON.writeValueAsString(unsealed).replace("\r\n", "\n");
        String seal = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
        return (text.substring(0, text.length() - UNSEALED.length() - 3) + seal + "\"\n}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** @throws CorruptSnapshotException if a byte of it has changed since it was written, or its format is a newer one */
    static Manifest decode(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Matcher seal = SEAL.matcher(text);
        if (!seal.find()) {
            throw new CorruptSnapshotException("manifest.json has no seal at its end");
        }
        String unsealed = text.substring(0, seal.start(1)) + UNSEALED + text.substring(seal.end(1));
        if (!Sha256.of(unsealed.getBytes(StandardCharsets.UTF_8)).equals(seal.group(1))) {
            throw new CorruptSnapshotException("manifest.json does not match its seal");
        }
        Manifest manifest = JSON.readValue(bytes, Manifest.class);
        if (manifest.format() != Manifest.FORMAT) {
            throw new CorruptSnapshotException("its format is " + manifest.format() + ", this Lifeboat reads "
                    + Manifest.FORMAT + ": use a newer one");
        }
        return manifest;
    }
}
