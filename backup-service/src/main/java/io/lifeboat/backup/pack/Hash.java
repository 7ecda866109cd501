package io.lifeboat.backup.pack;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** 32 bytes: a SHA-256, or an HMAC-SHA-256 where the repository is encrypted. */
public record Hash(long a, long b, long c, long d) {

    public static final int SIZE = 32;
    public static final Hash NONE = new Hash(0, 0, 0, 0);

    /** @param bytes at least 32; the first are taken */
    public static Hash of(byte[] bytes) {
        return read(ByteBuffer.wrap(bytes));
    }

    public static Hash read(ByteBuffer from) {
        return new Hash(from.getLong(), from.getLong(), from.getLong(), from.getLong());
    }

    /** @throws IllegalArgumentException if it is not 64 hexadecimal digits in lower case */
    @JsonCreator
    public static Hash parse(String hex) {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("'" + hex + "' is no SHA-256");
        }
        return of(HexFormat.of().parseHex(hex));
    }

    public static Hash sha256(byte[] bytes, int offset, int length) {
        MessageDigest digest = sha256();
        digest.update(bytes, offset, length);
        return of(digest.digest());
    }

    public static Hash sha256(byte[] bytes) {
        return sha256(bytes, 0, bytes.length);
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public void write(ByteBuffer to) {
        to.putLong(a).putLong(b).putLong(c).putLong(d);
    }

    public byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        write(bytes);
        return bytes.array();
    }

    /** Written out: those that a record has by itself are made at run time, which a short command has no time for. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hash hash && a == hash.a && b == hash.b && c == hash.c && d == hash.d;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(a);
    }

    @JsonValue
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    @Override
    public String toString() {
        return hex();
    }
}
