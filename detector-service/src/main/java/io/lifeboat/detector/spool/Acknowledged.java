package io.lifeboat.detector.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Up to which sequence number the broker has everything. Not forced to the disk: an old number only means that some
 * events are sent again under their ids.
 */
final class Acknowledged implements AutoCloseable {

    private static final int LENGTH = 16;

    private final FileChannel channel;
    private long sequence;

    private Acknowledged(FileChannel channel, long sequence) {
        this.channel = channel;
        this.sequence = sequence;
    }

    static Acknowledged open(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve("acknowledged"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
        boolean whole = channel.read(buffer, 0) == LENGTH && buffer.getLong(8) == checksum(buffer.getLong(0));
        return new Acknowledged(channel, whole ? buffer.getLong(0) : 0);
    }

    long sequence() {
        return sequence;
    }

    void advance(long to) throws IOException {
        sequence = to;
        ByteBuffer buffer =
                ByteBuffer.allocate(LENGTH).putLong(to).putLong(checksum(to)).flip();
        channel.write(buffer, 0);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static long checksum(long number) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(8).putLong(number).flip());
        return crc.getValue();
    }
}
