package io.lifeboat.backup.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tags of a store that has none of its own: the SHA-256 of the bytes. */
final class Tags {

    private static final int BUFFER = 128 << 10;

    private Tags() {}

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest(bytes));
    }

    /** Of all that is left to read of it; never more of it is held than a buffer. */
    static String of(FileChannel file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        ByteBuffer to = ByteBuffer.wrap(buffer);
        for (int read = file.read(to); read >= 0; read = file.read(to)) {
            digest.update(buffer, 0, read);
            to.clear();
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static byte[] digest(byte[] bytes) {
        return sha256().digest(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
