package io.lifeboat.detector.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;

/** An open log file. It stays the same file when it is renamed, and when its name is given to another. */
final class LogFile implements AutoCloseable {

    private final FileChannel channel;
    private final String key;

    private LogFile(FileChannel channel, String key) {
        this.channel = channel;
        this.key = key;
    }

    /** @return nothing if there is no such file */
    static Optional<LogFile> open(Path path) throws IOException {
        while (true) {
            FileChannel channel = null;
            try {
                String before = key(path);
                channel = FileChannel.open(path, StandardOpenOption.READ);
                if (before.equals(key(path))) {
                    return Optional.of(new LogFile(channel, before));
                }
                channel.close();
            } catch (NoSuchFileException e) {
                if (channel != null) {
                    channel.close();
                }
                return Optional.empty();
            }
        }
    }

    static String key(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? path.toRealPath().toString() : key.toString();
    }

    String key() {
        return key;
    }

    long size() throws IOException {
        return channel.size();
    }

    int read(byte[] into, long from) throws IOException {
        return Math.max(0, channel.read(ByteBuffer.wrap(into), from));
    }

    byte[] head(int length) throws IOException {
        byte[] bytes = new byte[length];
        int count = 0;
        while (count < length) {
            int more = channel.read(ByteBuffer.wrap(bytes, count, length - count), count);
            if (more <= 0) {
                break;
            }
            count += more;
        }
        return Arrays.copyOf(bytes, count);
    }

    boolean beginsWith(Head head) throws IOException {
        return Head.of(head(head.length())).equals(head);
    }

    /** Whether this is the file that was read up to there, or a copy of it. */
    boolean continues(LogPosition position) throws IOException {
        return size() >= position.offset() && beginsWith(position.head());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
