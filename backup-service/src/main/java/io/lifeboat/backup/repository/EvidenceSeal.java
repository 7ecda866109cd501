package io.lifeboat.backup.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lifeboat.backup.key.KeyRing;
import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.FrameCipher;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.pack.PlainJson;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Evidence as it lies in a repository. Its code binds it to the repository and to its key, as a manifest's does. */
final class EvidenceSeal {

    private final String repository;
    private final @Nullable KeyRing keys;
    private final FrameCipher cipher;

    EvidenceSeal(Repository repository) {
        this.repository = repository.id();
        this.keys = repository.keys().orElse(null);
        this.cipher = repository.cipher();
    }

    record EvidenceFile(int format, int generation, String code, String body) {
        static final int FORMAT = 1;
    }

    byte[] seal(String key, byte[] json) throws IOException {
        byte[] bound = bound(key);
        byte[] body = cipher.seal(json, json.length, bound);
        return PlainJson.write(new EvidenceFile(
                EvidenceFile.FORMAT,
                cipher.generation(),
                HexFormat.of().formatHex(code(cipher.generation(), bound, body)),
                Base64.getEncoder().encodeToString(body)));
    }

    /** @throws DamagedException if a byte of it has changed, it is another's, or there is no key for it */
    byte[] open(String key, byte[] stored) throws IOException {
        EvidenceFile file = PlainJson.read(stored, EvidenceFile.class);
        byte[] bound = bound(key);
        try {
            byte[] body = Base64.getDecoder().decode(file.body());
            byte[] code = HexFormat.of().parseHex(file.code());
            if (!MessageDigest.isEqual(code, code(file.generation(), bound, body))) {
                throw new DamagedException("it does not match its seal");
            }
            return cipher.open(file.generation(), body, 0, body.length, bound);
        } catch (IllegalArgumentException e) {
            throw new DamagedException("it can't be read: " + e.getMessage(), e);
        }
    }

    private byte[] bound(String key) {
        return String.join("\n", "lifeboat evidence 1", repository, key, "").getBytes(UTF_8);
    }

    private byte[] code(int generation, byte[] bound, byte[] body) throws DamagedException {
        byte[] all = Arrays.copyOf(bound, bound.length + body.length);
        System.arraycopy(body, 0, all, bound.length, body.length);
        if (generation != 0 && keys == null) {
            throw new DamagedException("it is encrypted, and there is no key");
        }
        return keys == null ? Hash.sha256(all).bytes() : keys.authenticate(generation, all);
    }
}
