package io.lifeboat.backup.key;

import java.util.Arrays;

/** What a person or a file has to open a repository with. Never shown. */
public sealed interface KeySource {

    /** Shorter files are more likely a mistake than a key. */
    int SHORTEST_FILE = 32;

    /** @param text in UTF-8 */
    @SuppressWarnings("ArrayRecordComponent") // copied on its way in and out
    record Passphrase(byte[] text) implements KeySource {
        public Passphrase {
            if (text.length == 0) {
                throw new IllegalArgumentException("an empty passphrase is none");
            }
            text = text.clone();
        }

        @Override
        public byte[] text() {
            return text.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Passphrase(byte[] that) && Arrays.equals(text, that);
        }

        @Override
        public int hashCode() {
            return 1;
        }

        @Override
        public String toString() {
            return "a passphrase";
        }
    }

    /** @param bytes 32 or more, random */
    @SuppressWarnings("ArrayRecordComponent") // copied on its way in and out
    record File(byte[] bytes) implements KeySource {
        public File {
            if (bytes.length < SHORTEST_FILE) {
                throw new IllegalArgumentException("a key file has " + SHORTEST_FILE + " bytes or more, this one has "
                        + bytes.length + ": make one with 'head -c 32 /dev/urandom'");
            }
            bytes = bytes.clone();
        }

        @Override
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof File(byte[] that) && Arrays.equals(bytes, that);
        }

        @Override
        public int hashCode() {
            return 2;
        }

        @Override
        public String toString() {
            return "a key file";
        }
    }
}
