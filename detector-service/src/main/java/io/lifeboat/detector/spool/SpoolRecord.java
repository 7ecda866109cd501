package io.lifeboat.detector.spool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * One event in a segment: the magic, the sequence number, the length of the text, the text (UTF-8), and a CRC-32C over
 * all that is before it. Numbers are big-endian.
 *
 * @param sequence rises by one with each event
 */
record SpoolRecord(long sequence, String text) {

    private static final int MAGIC = 0x4C425331; // "LBS1"
    private static final int HEADER = 4 + 8 + 4;
    private static final int TRAILER = 4;
    private static final int LONGEST = 16 * 1024 * 1024;

    byte[] bytes() {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(HEADER + body.length + TRAILER);
        buffer.putInt(MAGIC).putLong(sequence).putInt(body.length).put(body);
        buffer.putInt(checksum(buffer.array(), 0, HEADER + body.length));
        return buffer.array();
    }

    /** @param length in bytes, all told */
    record At(SpoolRecord record, int offset, int length) {}

    /**
     * What a segment holds.
     *
     * @param tail bytes at the end that are no record: a write that was cut short
     * @param damaged whether bytes before a good record are no record
     */
    record Scan(List<At> records, int tail, boolean damaged) {}

    static Scan scan(byte[] segment) {
        List<At> found = new ArrayList<>();
        boolean damaged = false;
        int end = 0;
        int at = 0;
        while (at + HEADER + TRAILER <= segment.length) {
            int length = lengthAt(segment, at);
            if (length < 0) {
                at++;
                continue;
            }
            damaged |= at != end;
            ByteBuffer buffer = ByteBuffer.wrap(segment, at + 4, length - 4);
            long sequence = buffer.getLong();
            int body = buffer.getInt();
            found.add(new At(
                    new SpoolRecord(sequence, new String(segment, at + HEADER, body, StandardCharsets.UTF_8)),
                    at,
                    length));
            at += length;
            end = at;
        }
        return new Scan(found, segment.length - end, damaged);
    }

    /** How long the record is that begins here, or -1 if none does. */
    private static int lengthAt(byte[] segment, int at) {
        ByteBuffer buffer = ByteBuffer.wrap(segment, at, segment.length - at);
        if (buffer.getInt() != MAGIC) {
            return -1;
        }
        buffer.getLong();
        int body = buffer.getInt();
        if (body < 0 || body > LONGEST || HEADER + body + TRAILER > segment.length - at) {
            return -1;
        }
        buffer.position(at + HEADER + body);
        return buffer.getInt() == checksum(segment, at, HEADER + body) ? HEADER + body + TRAILER : -1;
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
