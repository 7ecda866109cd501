package io.lifeboat.backup.wal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.lifeboat.backup.key.KeyRing;
import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.EncodedFrame;
import io.lifeboat.backup.pack.FrameCodec;
import io.lifeboat.backup.pack.FrameHeader;
import io.lifeboat.backup.pack.FrameKind;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.repository.Repository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;

/**
 * WAL as it lies in a repository: magic, key generation, a code over all of it, and the frames. The code binds it to its
 * repository and to its key, which has the system id, the timeline and the position.
 */
final class WalSeal {

    private static final byte[] MAGIC = "LBWALPC1".getBytes(US_ASCII);
    private static final int HEADER = 8 + 4 + Hash.SIZE;
    private static final int ABOUT = 4 + 8;
    private static final int FRAME = 4 << 20;
    private static final int LEVEL = 3;

    private final Repository repository;

    WalSeal(Repository repository) {
        this.repository = repository;
    }

    /**
     * What an object holds.
     *
     * @param segmentSize of the cluster
     * @param lastAt when the server sent the last of it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Opened(int segmentSize, Instant lastAt, byte[] plain) {}

    byte[] seal(WalKey key, Opened content) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(ByteBuffer.allocate(ABOUT)
                .putInt(content.segmentSize())
                .putLong(content.lastAt().toEpochMilli())
                .array());
        byte[] plain = content.plain();
        try (FrameCodec codec = new FrameCodec(repository.cipher())) {
            for (int at = 0; at < plain.length; at += FRAME) {
                int length = Math.min(FRAME, plain.length - at);
                EncodedFrame frame = codec.encode(FrameKind.CONTENT, plain, at, length, LEVEL, null);
                body.writeBytes(frame.header().bytes());
                body.writeBytes(frame.payload());
            }
        }
        byte[] bytes = body.toByteArray();
        int generation = repository.cipher().generation();
        return ByteBuffer.allocate(HEADER + bytes.length)
                .put(MAGIC)
                .putInt(generation)
                .put(code(generation, key, bytes))
                .put(bytes)
                .array();
    }

    /** @throws DamagedException if a byte of it has changed, it is another's, or there is no key for it */
    Opened open(WalKey key, byte[] stored) throws IOException {
        if (stored.length < HEADER + ABOUT || !Arrays.equals(stored, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new DamagedException("it does not begin as WAL of format 1 does");
        }
        ByteBuffer from = ByteBuffer.wrap(stored).position(MAGIC.length);
        int generation = from.getInt();
        byte[] code = new byte[Hash.SIZE];
        from.get(code);
        byte[] body = Arrays.copyOfRange(stored, HEADER, stored.length);
        if (!MessageDigest.isEqual(code, code(generation, key, body))) {
            throw new DamagedException("it does not match its seal");
        }
        int segmentSize = from.getInt();
        Instant lastAt = Instant.ofEpochMilli(from.getLong());
        byte[] plain = new byte[plainLength(body)];
        int done = 0;
        try (FrameCodec codec = new FrameCodec(repository.cipher())) {
            for (int at = ABOUT; at < body.length; ) {
                FrameHeader header = FrameHeader.read(body, at);
                byte[] frame = codec.decode(header, body, at + FrameHeader.SIZE, null);
                System.arraycopy(frame, 0, plain, done, frame.length);
                done += frame.length;
                at = header.endOf(at);
            }
        }
        return new Opened(segmentSize, lastAt, plain);
    }

    /** Of all frames: what is not known before is had three times while it grows. */
    private static int plainLength(byte[] body) throws DamagedException {
        int length = 0;
        for (int at = ABOUT; at < body.length; ) {
            FrameHeader header = FrameHeader.read(body, at);
            length = Math.addExact(length, header.plainLength());
            at = header.endOf(at);
        }
        return length;
    }

    private byte[] code(int generation, WalKey key, byte[] body) throws DamagedException {
        byte[] bound = String.join("\n", "lifeboat wal 1", repository.id(), key.stem(), "")
                .getBytes(UTF_8);
        byte[] all = Arrays.copyOf(bound, bound.length + body.length);
        System.arraycopy(body, 0, all, bound.length, body.length);
        KeyRing keys = repository.keys().orElse(null);
        if (generation != 0 && keys == null) {
            throw new DamagedException("it is encrypted, and there is no key");
        }
        return keys == null ? Hash.sha256(all).bytes() : keys.authenticate(generation, all);
    }
}
