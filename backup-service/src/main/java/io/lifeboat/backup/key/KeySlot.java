package io.lifeboat.backup.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.Hash;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * One way to open a repository: the key that all slots share, encrypted with what one person or one file has. As many
 * slots as there are secrets; each opens all of it.
 *
 * @param kind {@code passphrase} or {@code file}
 * @param label what people call it, such as {@code safe}
 * @param salt random
 * @param cost of scrypt: its N, r and p; of a file, none
 * @param wrapped the shared key, sealed
 * @param check of all of it: who can't open a slot can still tell that it is damaged
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; Jackson's own
record KeySlot(
        int format,
        String id,
        String kind,
        String label,
        Instant createdAt,
        byte[] salt,
        Cost cost,
        byte[] wrapped,
        String check) {

    KeySlot {
        for (Object part : new Object[] {id, kind, label, createdAt, salt, cost, wrapped, check}) {
            Objects.requireNonNull(part);
        }
    }

    private static final int SALT = 32;

    /** As OWASP wants it, at 32 MiB of memory. */
    static final Cost SCRYPT = new Cost(1 << 15, 8, 3);

    private static final Cost NO_COST = new Cost(0, 0, 0);
    private static final long MOST_MEMORY = 1L << 30;

    record Cost(int n, int r, int p) {}

    static KeySlot create(String id, String label, KeySource source, byte[] shared, Cost cost, Instant now) {
        byte[] salt = Aes.random(SALT);
        String kind = switch (source) {
            case KeySource.Passphrase passphrase -> "passphrase";
            case KeySource.File file -> "file";
        };
        Cost used = source instanceof KeySource.Passphrase ? cost : NO_COST;
        SecretKeySpec key = key(source, salt, used);
        byte[] wrapped = Aes.seal(key, shared, shared.length, KeyFiles.bound(id));
        KeySlot slot = new KeySlot(KeyFiles.FORMAT, id, kind, label, now, salt, used, wrapped, "");
        return new KeySlot(KeyFiles.FORMAT, id, kind, label, now, salt, used, wrapped, slot.sum());
    }

    /** Why it must not be opened; none if it may. */
    Optional<String> trouble() {
        if (format != KeyFiles.FORMAT) {
            return Optional.of("key slot " + id + " has the format " + format + ": use a newer Lifeboat");
        }
        if (kind.equals("passphrase") && !isPayable()) {
            return Optional.of("key slot " + id + " asks for more memory than any slot does");
        }
        return check.equals(sum()) ? Optional.empty() : Optional.of("key slot " + id + " is damaged");
    }

    /** @return the shared key; none if this slot is another secret's */
    Optional<byte[]> open(KeySource source) {
        boolean fits = kind.equals(source instanceof KeySource.Passphrase ? "passphrase" : "file");
        if (!fits) {
            return Optional.empty();
        }
        try {
            return Optional.of(Aes.open(key(source, salt, cost), wrapped, 0, wrapped.length, KeyFiles.bound(id)));
        } catch (DamagedException e) {
            return Optional.empty();
        }
    }

    /** Who can write to the repository must not make its reader spend all its memory. */
    private boolean isPayable() {
        return cost.n() > 1
                && Integer.bitCount(cost.n()) == 1
                && cost.r() > 0
                && cost.p() > 0
                && cost.p() <= 16
                && 128L * cost.n() * cost.r() <= MOST_MEMORY;
    }

    private String sum() {
        HexFormat hex = HexFormat.of();
        String all = String.join(
                "\n",
                String.valueOf(format),
                id,
                kind,
                label,
                createdAt.toString(),
                hex.formatHex(salt),
                "%d %d %d".formatted(cost.n(), cost.r(), cost.p()),
                hex.formatHex(wrapped));
        return Hash.sha256(all.getBytes(UTF_8)).hex();
    }

    private static SecretKeySpec key(KeySource source, byte[] salt, Cost cost) {
        byte[] key = switch (source) {
            case KeySource.Passphrase passphrase ->
                SCrypt.generate(passphrase.text(), salt, cost.n(), cost.r(), cost.p(), Derived.KEY);
            case KeySource.File file -> Derived.key(file.bytes(), salt, "slot");
        };
        return new SecretKeySpec(key, "AES");
    }
}
