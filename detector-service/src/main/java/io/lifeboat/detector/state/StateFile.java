package io.lifeboat.detector.state;

import com.fasterxml.jackson.core.JacksonException;
import io.lifeboat.event.EventCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * One value as JSON in one file. A crash leaves the old value or the new one, never a mixture. Not thread-safe.
 *
 * @param <T> a record
 */
public final class StateFile<T> {

    private static final Logger LOG = Logger.getLogger(StateFile.class);

    private final Path file;
    private final Class<T> type;
    private final Clock clock;

    public StateFile(Path file, Class<T> type, Clock clock) {
        this.file = file;
        this.type = type;
        this.clock = clock;
    }

    /**
     * What was saved last, or nothing. A file that can't be understood is set aside and counts as none.
     *
     * @throws IOException if there is a file and it can't be read at all
     */
    public Optional<T> read() throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            T value = EventCodec.JSON.readValue(bytes, type);
            if (value != null) {
                return Optional.of(value);
            }
            setAside("it is empty");
        } catch (JacksonException e) {
            setAside(e.getOriginalMessage());
        }
        return Optional.empty();
    }

    /** Returns when the value is on the disk. */
    public void write(T value) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(EventCodec.JSON.writeValueAsBytes(value));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Folders.sync(file.toAbsolutePath().getParent());
    }

    private void setAside(String reason) throws IOException {
        Path aside = Folders.aside(file, clock);
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        LOG.warnf("%s can't be understood (%s); it is kept as %s", file, reason, aside.getFileName());
    }
}
