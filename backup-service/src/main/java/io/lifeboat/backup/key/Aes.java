package io.lifeboat.backup.key;

import io.lifeboat.backup.pack.DamagedException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM: a nonce of 12 random bytes, what was encrypted, and a tag of 16 bytes. */
final class Aes {

    static final int OVERHEAD = 12 + 16;

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    /**
     * The JVM's fast path for AES-GCM is taken only after some thousand calls: in pieces of 16 KiB that are the first 80 MB
     * at 50 MB/s. What is opened comes in one piece all the same, because none of it is given out before its tag is known.
     */
    private static final int PIECE = 2 << 10;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Aes() {}

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    static byte[] seal(SecretKeySpec key, byte[] plain, int length, byte[] bound) {
        try {
            byte[] nonce = random(NONCE);
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, bound);
            byte[] sealed = new byte[length + OVERHEAD];
            System.arraycopy(nonce, 0, sealed, 0, NONCE);
            int at = NONCE;
            int done = 0;
            for (; length - done > PIECE; done += PIECE) {
                at += cipher.update(plain, done, PIECE, sealed, at);
            }
            cipher.doFinal(plain, done, length - done, sealed, at);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    /** @throws DamagedException if it was sealed with another key, bound to something else, or changed since */
    static byte[] open(SecretKeySpec key, byte[] sealed, int offset, int length, byte[] bound) throws DamagedException {
        if (length < OVERHEAD) {
            throw new DamagedException("what is encrypted is cut short");
        }
        try {
            byte[] nonce = Arrays.copyOfRange(sealed, offset, offset + NONCE);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, bound);
            return cipher.doFinal(sealed, offset + NONCE, length - NONCE);
        } catch (AEADBadTagException e) {
            throw new DamagedException("it does not match its seal: changed, or sealed with another key", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, byte[] bound)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }
}
