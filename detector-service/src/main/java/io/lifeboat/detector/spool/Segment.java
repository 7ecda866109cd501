package io.lifeboat.detector.spool;

import io.lifeboat.detector.spool.SpoolRecord.At;
import io.lifeboat.detector.spool.SpoolRecord.Scan;
import io.lifeboat.detector.state.Folders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/** One file of the spool. Only ever appended to, and deleted when all that it holds has arrived. */
final class Segment implements AutoCloseable {

    static final String SUFFIX = ".spool";
    private static final Logger LOG = Logger.getLogger(Segment.class);

    private final Path file;
    private final FileChannel channel;
    private long size;

    private Segment(Path file, FileChannel channel, long size) {
        this.file = file;
        this.channel = channel;
        this.size = size;
    }

    static Segment create(Path folder, long firstSequence) throws IOException {
        Path file = folder.resolve(String.format(Locale.ROOT, "%019d%s", firstSequence, SUFFIX));
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Folders.sync(folder);
        return new Segment(file, channel, 0);
    }

    /** @param records what was found in it */
    record Opened(Segment segment, List<At> records) {}

    /** Opens what an earlier run has left. A write that was cut short is cut off; a damaged file is set aside, and what is good in it is kept. */
    static Opened open(Path file, Clock clock) throws IOException {
        Scan scan = SpoolRecord.scan(Files.readAllBytes(file));
        if (scan.damaged()) {
            Path aside = Folders.aside(file, clock);
            Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
            Path good = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(good);
            try (FileChannel channel =
                    FileChannel.open(good, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (At at : scan.records()) {
                    channel.write(ByteBuffer.wrap(at.record().bytes()));
                }
                channel.force(true);
            }
            Files.move(good, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            LOG.warnf(
                    "the spool's %s is damaged; it is kept as %s, and its %d good events are sent",
                    file, aside.getFileName(), scan.records().size());
            scan = SpoolRecord.scan(Files.readAllBytes(file));
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        long size = channel.size() - scan.tail();
        if (scan.tail() > 0) {
            LOG.warnf(
                    "the last %d bytes of the spool's %s were not written completely; they are cut off",
                    scan.tail(), file);
            channel.truncate(size);
            channel.force(true);
        }
        return new Opened(new Segment(file, channel, size), scan.records());
    }

    long size() {
        return size;
    }

    /** Returns when it is on the disk. After a failure the file is as it was. */
    long append(byte[] bytes) throws IOException {
        long at = size;
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer, at + buffer.position());
            }
            channel.force(false);
        } catch (IOException e) {
            channel.truncate(at);
            throw e;
        }
        size = at + bytes.length;
        return at;
    }

    byte[] read(long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) > 0) {
            // until all of it is there
        }
        return buffer.array();
    }

    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
