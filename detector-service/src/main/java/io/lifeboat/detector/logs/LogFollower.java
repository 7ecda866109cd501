package io.lifeboat.detector.logs;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Each complete line of a log, once: through renaming, truncation, a new name each day, and restarts. A file that has
 * been replaced is read to its end before the next one is begun. Not thread-safe.
 *
 * <p>What was written and truncated away between two looks is found only where the rotation has kept a copy.
 */
final class LogFollower implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;

    private final LogPath path;
    private final Charset charset;
    private final byte[] chunk = new byte[CHUNK];
    private @Nullable LogPosition resume;
    private @Nullable OpenLog current;
    private boolean lookedBefore;

    /**
     * @param lookedBefore whether an earlier run has looked for the log: if not, it is begun at its end
     * @param resume how far it was read then; none if it was not there
     */
    LogFollower(LogPath path, Charset charset, boolean lookedBefore, @Nullable LogPosition resume) {
        this.path = path;
        this.charset = charset;
        this.lookedBefore = lookedBefore;
        this.resume = resume;
    }

    /**
     * Reads a piece of what is new.
     *
     * @return whether there may be more at once
     */
    boolean poll(LocalDate today, Consumer<String> lines) throws IOException {
        OpenLog log = current;
        if (log == null) {
            current = open(today).orElse(null);
            lookedBefore = true;
            return current != null;
        }
        if (log.replacedInPlace()) {
            resume = log.position();
            current = null;
            log.close();
            return true;
        }
        // Looked for before the read: what a writer has put into the old file before there was a new one is then read.
        Optional<OpenLog> next = log.following().isEmpty() ? successor(log, today) : Optional.empty();
        if (log.read(chunk, lines)) {
            if (next.isPresent()) {
                next.get().close();
            }
            return true;
        }
        OpenLog following = log.following().poll();
        if (following != null) {
            following.following().addAll(log.following());
            log.following().clear();
            next = Optional.of(following);
        }
        if (next.isEmpty()) {
            return false;
        }
        log.end(lines);
        log.close();
        current = next.get();
        return true;
    }

    /** How far it is read, or none before it has found a file. */
    @Nullable
    LogPosition position() {
        return current == null ? resume : current.position();
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
        }
    }

    private Optional<OpenLog> open(LocalDate today) throws IOException {
        LogPosition before = resume;
        if (before != null) {
            Optional<OpenLog> found = new RotatedLogs(path.on(before.day())).find(before, charset);
            return found.isPresent() ? found : begin(before.day(), today);
        }
        Optional<LogFile> file = LogFile.open(path.on(today));
        if (file.isEmpty() || lookedBefore) {
            return file.map(f -> OpenLog.atBeginning(f, today, charset));
        }
        return Optional.of(OpenLog.atEnd(file.get(), today, charset));
    }

    /** The first file from that day on. */
    private Optional<OpenLog> begin(LocalDate from, LocalDate today) throws IOException {
        for (LocalDate day = path.dated() ? from : today; !day.isAfter(today); day = day.plusDays(1)) {
            LocalDate its = day;
            Optional<LogFile> file = LogFile.open(path.on(day));
            if (file.isPresent()) {
                return file.map(f -> OpenLog.atBeginning(f, its, charset));
            }
        }
        return Optional.empty();
    }

    /** What is to be read after the current file. A new file that is still empty may not be in use yet. */
    private Optional<OpenLog> successor(OpenLog log, LocalDate today) throws IOException {
        Path sameName = path.on(log.day());
        if (Files.isRegularFile(sameName)
                && !LogFile.key(sameName).equals(log.file().key())) {
            return inUse(LogFile.open(sameName).map(f -> OpenLog.atBeginning(f, log.day(), charset)));
        }
        return path.dated() && log.day().isBefore(today)
                ? inUse(begin(log.day().plusDays(1), today))
                : Optional.empty();
    }

    private static Optional<OpenLog> inUse(Optional<OpenLog> next) throws IOException {
        if (next.isPresent() && next.get().file().size() == 0) {
            next.get().close();
            return Optional.empty();
        }
        return next;
    }
}
