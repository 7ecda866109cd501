package io.lifeboat.backup.repository;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.lifeboat.backup.key.KeyRing;
import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.FrameCipher;
import io.lifeboat.backup.pack.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as it lies in a repository: magic, key generation, a code over all of it, and the compressed and encrypted
 * JSON. The code is an HMAC with the repository's key, or a SHA-256 where it is not encrypted; it binds the manifest to
 * its repository, component and id, so that none can pass for another.
 */
final class ManifestSeal {

    private static final byte[] MAGIC = "LBMANIF1".getBytes(US_ASCII);
    private static final int HEADER = 8 + 4 + Hash.SIZE;
    private static final int LEVEL = 6;

    /** A forged length must not take all the memory there is. */
    private static final int LONGEST = 512 << 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final String repository;
    private final @Nullable KeyRing keys;
    private final FrameCipher cipher;

    ManifestSeal(String repository, @Nullable KeyRing keys) {
        this.repository = repository;
        this.keys = keys;
        this.cipher = keys == null ? FrameCipher.NONE : keys;
    }

    byte[] seal(SnapshotManifest manifest) throws IOException {
        byte[] bound = bound(manifest.component(), manifest.id());
        byte[] compressed = Zstd.compress(JSON.writeValueAsBytes(manifest), LEVEL);
        byte[] body = cipher.seal(compressed, compressed.length, bound);
        return ByteBuffer.allocate(HEADER + body.length)
                .put(MAGIC)
                .putInt(cipher.generation())
                .put(code(cipher.generation(), bound, body))
                .put(body)
                .array();
    }

    /** @throws DamagedException if a byte of it has changed, it is another's, or there is no key for it */
    SnapshotManifest open(String component, String id, byte[] bytes) throws IOException {
        if (bytes.length < HEADER || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new DamagedException("the manifest of " + id + " does not begin as one of format 1 does");
        }
        int generation = ByteBuffer.wrap(bytes).getInt(MAGIC.length);
        byte[] bound = bound(component, id);
        byte[] body = Arrays.copyOfRange(bytes, HEADER, bytes.length);
        byte[] code = Arrays.copyOfRange(bytes, HEADER - Hash.SIZE, HEADER);
        if (!MessageDigest.isEqual(code, code(generation, bound, body))) {
            throw new DamagedException("the manifest of " + id + " does not match its seal");
        }
        try {
            byte[] compressed = cipher.open(generation, body, 0, body.length, bound);
            long length = Zstd.getFrameContentSize(compressed);
            if (length <= 0 || length > LONGEST) {
                throw new DamagedException("the manifest of " + id + " has an impossible length");
            }
            SnapshotManifest manifest =
                    JSON.readValue(Zstd.decompress(compressed, (int) length), SnapshotManifest.class);
            if (manifest.format() != SnapshotManifest.FORMAT) {
                throw new DamagedException("the manifest of %s has format %d, this Lifeboat reads %d: use a newer one"
                        .formatted(id, manifest.format(), SnapshotManifest.FORMAT));
            }
            if (!manifest.id().equals(id) || !manifest.component().equals(component)) {
                throw new DamagedException("the manifest of " + id + " is that of " + manifest.id());
            }
            ManifestRules.check(manifest);
            return manifest;
        } catch (ZstdException | JacksonException e) {
            throw new DamagedException("the manifest of " + id + " can't be read: " + e.getMessage(), e);
        }
    }

    /** Of what the snapshot consists of, the same in every repository. */
    static Hash digest(SnapshotManifest manifest) throws IOException {
        return Hash.sha256(JSON.writeValueAsBytes(manifest));
    }

    private byte[] code(int generation, byte[] bound, byte[] body) throws DamagedException {
        byte[] all = Arrays.copyOf(bound, bound.length + body.length);
        System.arraycopy(body, 0, all, bound.length, body.length);
        if (generation != 0 && keys == null) {
            throw new DamagedException("a manifest is encrypted, and there is no key");
        }
        return keys == null ? Hash.sha256(all).bytes() : keys.authenticate(generation, all);
    }

    private byte[] bound(String component, String id) {
        return String.join("\n", "lifeboat manifest 1", repository, component, id, "")
                .getBytes(UTF_8);
    }
}
