package io.lifeboat.backup.key;

import io.lifeboat.backup.pack.DamagedException;
import java.util.Objects;
import javax.crypto.spec.SecretKeySpec;

/**
 * One generation of the key that data is encrypted with, sealed with the key that all slots share. New data takes the
 * newest; older data keeps the generation that it was written with.
 *
 * @param generation from 1 to 255
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; Jackson's own
record KeyGeneration(int format, int generation, byte[] wrapped) {

    static final int LAST = 255;

    KeyGeneration {
        Objects.requireNonNull(wrapped);
    }

    static KeyGeneration create(int generation, byte[] shared, byte[] master) {
        return new KeyGeneration(
                KeyFiles.FORMAT,
                generation,
                Aes.seal(key(shared), master, master.length, KeyFiles.bound("generation " + generation)));
    }

    byte[] open(byte[] shared) throws DamagedException {
        return Aes.open(key(shared), wrapped, 0, wrapped.length, KeyFiles.bound("generation " + generation));
    }

    private static SecretKeySpec key(byte[] shared) {
        return new SecretKeySpec(Derived.key(shared, new byte[0], "generations"), "AES");
    }
}
