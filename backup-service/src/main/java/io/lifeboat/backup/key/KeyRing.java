package io.lifeboat.backup.key;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.FrameCipher;
import io.lifeboat.backup.pack.Hash;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The opened keys of a repository. Thread-safe. */
public final class KeyRing implements FrameCipher {

    private static final String HMAC = "HmacSHA256";

    private final byte[] shared;
    private final TreeMap<Integer, SecretKeySpec> data = new TreeMap<>();
    private final TreeMap<Integer, SecretKeySpec> manifests = new TreeMap<>();

    /** Never used itself: to copy one costs less than to look one up and to give it the key, which each page would need. */
    private final Mac ids;

    /**
     * @param shared what the slots wrap
     * @param masters by generation, one at least
     */
    KeyRing(byte[] shared, Map<Integer, byte[]> masters) {
        this.shared = shared.clone();
        masters.forEach((generation, master) -> {
            data.put(generation, new SecretKeySpec(Derived.key(master, new byte[0], "frames"), "AES"));
            manifests.put(generation, new SecretKeySpec(Derived.key(master, new byte[0], "manifests"), HMAC));
        });
        // Of all generations alike: else nothing that was stored before a rotation would ever be found again.
        this.ids = mac(new SecretKeySpec(Derived.key(shared, new byte[0], "ids"), HMAC));
    }

    /** Whether what one of them seals the other can open, and names alike. */
    public boolean opensTheSameAs(KeyRing other) {
        return MessageDigest.isEqual(shared, other.shared) && data.equals(other.data);
    }

    /** Whether one can become the other by generations alone. */
    public boolean isOfTheSameFamilyAs(KeyRing other) {
        return MessageDigest.isEqual(shared, other.shared);
    }

    byte[] shared() {
        return shared.clone();
    }

    @Override
    public int generation() {
        return data.lastKey();
    }

    @Override
    public Hash id(byte[] plain, int offset, int length) {
        try {
            Mac mac = (Mac) ids.clone();
            mac.update(plain, offset, length);
            return Hash.of(mac.doFinal());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the HMAC-SHA-256 of this Java can't be copied", e);
        }
    }

    @Override
    public int overhead() {
        return Aes.OVERHEAD;
    }

    @Override
    public byte[] seal(byte[] bytes, int length, byte[] bound) {
        return Aes.seal(data.lastEntry().getValue(), bytes, length, bound);
    }

    @Override
    public byte[] open(int generation, byte[] sealed, int offset, int length, byte[] bound) throws DamagedException {
        return Aes.open(of(data, generation), sealed, offset, length, bound);
    }

    /** @throws DamagedException if there is no key of that generation */
    public byte[] authenticate(int generation, byte[] bytes) throws DamagedException {
        return mac(of(manifests, generation)).doFinal(bytes);
    }

    private static SecretKeySpec of(Map<Integer, SecretKeySpec> keys, int generation) throws DamagedException {
        SecretKeySpec key = keys.get(generation);
        if (key == null) {
            throw new DamagedException("there is no key of generation " + generation + " in the repository's keys/");
        }
        return key;
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
