package io.lifeboat.backup.wal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The bytes of one record of WAL, as PostgreSQL 15 has them (little-endian). */
final class WalRecord {

    static final int HEADER = 24;
    private static final int LONGEST = 1 << 30;

    private static final int XLOG = 0;
    private static final int XACT = 1;
    private static final int TABLESPACE = 5;
    private static final int MESSAGE = 21;

    private static final int SWITCH = 0x40;
    private static final int COMMIT = 0x00;
    private static final int ABORT = 0x20;
    private static final int COMMIT_PREPARED = 0x30;
    private static final int ABORT_PREPARED = 0x40;
    private static final Set<Integer> ENDS = Set.of(COMMIT, ABORT, COMMIT_PREPARED, ABORT_PREPARED);
    private static final int KIND = 0x70;
    private static final int MADE = 0x00;
    private static final int DROPPED = 0x10;

    private static final int SHORT_DATA = 255;
    private static final int LONG_DATA = 254;
    private static final int ORIGIN = 253;
    private static final int TOP_XID = 252;

    private static final long EPOCH_SECONDS =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    private static final long MICROS = 1_000_000;
    private static final int MESSAGE_HEADER = 24;

    private final ByteBuffer bytes;
    private final int length;

    /** @param bytes begin with the record */
    WalRecord(byte[] bytes, int length) {
        this.bytes = ByteBuffer.wrap(bytes, 0, length).slice().order(ByteOrder.LITTLE_ENDIAN);
        this.length = length;
    }

    static boolean isLength(int length) {
        return length >= HEADER && length <= LONGEST;
    }

    boolean isWhole() {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(HEADER, length - HEADER));
        crc.update(bytes.slice(0, HEADER - Integer.BYTES));
        return (int) crc.getValue() == bytes.getInt(HEADER - Integer.BYTES);
    }

    int xid() {
        return bytes.getInt(4);
    }

    /** Nothing more comes in this segment. */
    boolean isSwitch() {
        return manager() == XLOG && (info() & 0xF0) == SWITCH;
    }

    /** Of a transaction that ends here: when, and whether it was taken back. */
    Optional<WalMark.Ended> ended(long end) {
        int kind = info() & KIND;
        if (manager() != XACT || !ENDS.contains(kind)) {
            return Optional.empty();
        }
        ByteBuffer data = data();
        if (data == null || data.remaining() < Long.BYTES) {
            return Optional.empty();
        }
        long micros = data.getLong(data.position());
        Instant at = Instant.ofEpochSecond(
                EPOCH_SECONDS + Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
        return Optional.of(new WalMark.Ended(end, xid(), at, kind == ABORT || kind == ABORT_PREPARED));
    }

    /** Of a tablespace that is made or dropped. */
    Optional<WalMark.Tablespace> tablespace(long start, long end) {
        ByteBuffer data = manager() == TABLESPACE ? data() : null;
        if (data == null || data.remaining() < Integer.BYTES) {
            return Optional.empty();
        }
        long oid = Integer.toUnsignedLong(data.getInt());
        return switch (info() & 0xF0) {
            case MADE -> {
                byte[] path = new byte[data.remaining()];
                data.get(path);
                String location = new String(path, UTF_8);
                int zero = location.indexOf('\0');
                yield Optional.of(
                        new WalMark.Tablespace(start, end, oid, zero < 0 ? location : location.substring(0, zero)));
            }
            case DROPPED -> Optional.of(new WalMark.Tablespace(start, end, oid, null));
            default -> Optional.empty();
        };
    }

    /** What a logical message with that prefix says. */
    Optional<String> message(String prefix) {
        ByteBuffer data = manager() == MESSAGE ? data() : null;
        if (data == null || data.remaining() < MESSAGE_HEADER) {
            return Optional.empty();
        }
        ByteBuffer message = data.slice().order(ByteOrder.LITTLE_ENDIAN);
        long prefixSize = message.getLong(8);
        long size = message.getLong(16);
        byte[] wanted = (prefix + "\0").getBytes(US_ASCII);
        if (prefixSize != wanted.length || size < 0 || MESSAGE_HEADER + prefixSize + size > message.limit()) {
            return Optional.empty();
        }
        byte[] is = new byte[wanted.length];
        message.get(MESSAGE_HEADER, is);
        byte[] text = new byte[(int) size];
        message.get(MESSAGE_HEADER + wanted.length, text);
        return Arrays.equals(is, wanted) ? Optional.of(new String(text, US_ASCII)) : Optional.empty();
    }

    private int info() {
        return Byte.toUnsignedInt(bytes.get(16));
    }

    private int manager() {
        return Byte.toUnsignedInt(bytes.get(17));
    }

    /** The record's own data; none where it has blocks as well: no record that is wanted here has any. */
    private @Nullable ByteBuffer data() {
        int at = HEADER;
        while (at + 2 <= length) {
            switch (Byte.toUnsignedInt(bytes.get(at))) {
                case ORIGIN -> at += 1 + 2;
                case TOP_XID -> at += 1 + 4;
                case SHORT_DATA -> {
                    return data(at + 2, Byte.toUnsignedInt(bytes.get(at + 1)));
                }
                case LONG_DATA -> {
                    return at + 5 > length ? null : data(at + 5, bytes.getInt(at + 1));
                }
                default -> {
                    return null;
                }
            }
        }
        return null;
    }

    private @Nullable ByteBuffer data(int at, int size) {
        return size < 0 || at > length - size ? null : bytes.slice(at, size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
