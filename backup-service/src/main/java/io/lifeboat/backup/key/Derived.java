package io.lifeboat.backup.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** HKDF-SHA-256: one key for each purpose, so that none says anything about another. */
final class Derived {

    static final int KEY = 32;

    private Derived() {}

    /** @param salt may be empty where the secret is random */
    static byte[] key(byte[] secret, byte[] salt, String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(secret)
                            .addSalt(salt)
                            .thenExpand(("lifeboat " + purpose).getBytes(UTF_8), KEY));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 has HKDF", e);
        }
    }
}
