package io.lifeboat.backup.pack;

import java.util.Arrays;

/** What the keys of a repository do to a frame. Thread-safe. */
public interface FrameCipher {

    /** No encryption: ids are SHA-256, payloads are what zstd made of them. */
    FrameCipher NONE = new FrameCipher() {
        @Override
        public int generation() {
            return 0;
        }

        @Override
        public Hash id(byte[] plain, int offset, int length) {
            return Hash.sha256(plain, offset, length);
        }

        @Override
        public int overhead() {
            return 0;
        }

        @Override
        public byte[] seal(byte[] bytes, int length, byte[] bound) {
            return Arrays.copyOf(bytes, length);
        }

        @Override
        public byte[] open(int generation, byte[] sealed, int offset, int length, byte[] bound)
                throws DamagedException {
            if (generation != 0) {
                throw new DamagedException("it is encrypted, and there is no key");
            }
            return Arrays.copyOfRange(sealed, offset, offset + length);
        }
    };

    /** Of the key that new frames are encrypted with; 0 without encryption. */
    int generation();

    /** Names plain bytes. With a key nobody without it can tell which bytes an id is of. */
    Hash id(byte[] plain, int offset, int length);

    /** How many bytes longer than what it seals a sealed payload is. */
    int overhead();

    /**
     * @param bound bytes that {@link #open} must be given again, unchanged
     * @return an array of its own
     */
    byte[] seal(byte[] bytes, int length, byte[] bound);

    /** @throws DamagedException if anything was changed, or there is no key of that generation */
    byte[] open(int generation, byte[] sealed, int offset, int length, byte[] bound) throws DamagedException;
}
